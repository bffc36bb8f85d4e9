"""What changes around handing over are called: (what was done, what it is called), for one and several."""

from models.words import QT_TRANSLATE_NOOP

ONE: dict[str, tuple[str, str]] = {
    "hand_over": (
        QT_TRANSLATE_NOOP("models", "“{subject}” is in {who}’s hands"),
        QT_TRANSLATE_NOOP("models", "hand “{subject}” to {who}"),
    ),
    "take_back": (
        QT_TRANSLATE_NOOP("models", "Took “{subject}” back"),
        QT_TRANSLATE_NOOP("models", "take “{subject}” back"),
    ),
    "deliver": (
        QT_TRANSLATE_NOOP("models", "“{subject}” waits for your look"),
        QT_TRANSLATE_NOOP("models", "delivery of “{subject}”"),
    ),
    "accept": (
        QT_TRANSLATE_NOOP("models", "Accepted “{subject}”"),
        QT_TRANSLATE_NOOP("models", "accept “{subject}”"),
    ),
    "accept_once": (
        QT_TRANSLATE_NOOP("models", "Accepted “{subject}” this time; next: {next}"),
        QT_TRANSLATE_NOOP("models", "accept “{subject}” this time"),
    ),
    "send_back": (
        QT_TRANSLATE_NOOP("models", "Sent “{subject}” back"),
        QT_TRANSLATE_NOOP("models", "send “{subject}” back"),
    ),
    "sign_off": (
        QT_TRANSLATE_NOOP("models", "“{subject}” is no longer checked every time"),
        QT_TRANSLATE_NOOP("models", "sign off “{subject}”"),
    ),
    "check_again": (
        QT_TRANSLATE_NOOP("models", "“{subject}” is checked every time again"),
        QT_TRANSLATE_NOOP("models", "check “{subject}” every time"),
    ),
    "withdraw": (
        QT_TRANSLATE_NOOP("models", "“{subject}” waits for your look again"),
        QT_TRANSLATE_NOOP("models", "withdraw the acceptance of “{subject}”"),
    ),
    "level": (
        QT_TRANSLATE_NOOP("models", "{who} with “{subject}”: another step of training"),
        QT_TRANSLATE_NOOP("models", "step of training of {who} with “{subject}”"),
    ),
    "training_time": (
        QT_TRANSLATE_NOOP("models", "Said how long it took to train {who} in “{subject}”"),
        QT_TRANSLATE_NOOP("models", "your time to train {who} in “{subject}”"),
    ),
    "keep_level": (
        QT_TRANSLATE_NOOP("models", "“{subject}” stays as it is with {who}"),
        QT_TRANSLATE_NOOP("models", "leaving “{subject}” as it is with {who}"),
    ),
    "setup_time": (
        QT_TRANSLATE_NOOP("models", "Said how long the set-up of “{subject}” took"),
        QT_TRANSLATE_NOOP("models", "set-up time of “{subject}”"),
    ),
    "run": (
        QT_TRANSLATE_NOOP("models", "Changed a run of “{subject}”"),
        QT_TRANSLATE_NOOP("models", "change of a run of “{subject}”"),
    ),
    "skip_run": (
        QT_TRANSLATE_NOOP("models", "“{subject}” was not done this time"),
        QT_TRANSLATE_NOOP("models", "“not done this time” of “{subject}”"),
    ),
    "assume": (
        QT_TRANSLATE_NOOP("models", "Assumed done: “{subject}”"),
        QT_TRANSLATE_NOOP("models", "assuming “{subject}” done"),
    ),
    "confirm": (
        QT_TRANSLATE_NOOP("models", "What {who} did was confirmed"),
        QT_TRANSLATE_NOOP("models", "confirming what {who} did"),
    ),
    "nudge": (
        QT_TRANSLATE_NOOP("models", "Asked {who} how “{subject}” goes"),
        QT_TRANSLATE_NOOP("models", "asking {who} how “{subject}” goes"),
    ),
    "answered": (
        QT_TRANSLATE_NOOP("models", "{who} has your answer about “{subject}”"),
        QT_TRANSLATE_NOOP("models", "answering {who} about “{subject}”"),
    ),
    "looked": (
        QT_TRANSLATE_NOOP("models", "Looked at “{subject}”; next look: {next}"),
        QT_TRANSLATE_NOOP("models", "looking at “{subject}”"),
    ),
    "told": (
        QT_TRANSLATE_NOOP("models", "{who} has “{subject}”"),
        QT_TRANSLATE_NOOP("models", "{who} was told of “{subject}”"),
    ),
    "untold": (
        QT_TRANSLATE_NOOP("models", "{who} does not have “{subject}” yet"),
        QT_TRANSLATE_NOOP("models", "{who} was not told of “{subject}”"),
    ),
    "check": (
        QT_TRANSLATE_NOOP("models", "Next look at “{subject}”: {next}"),
        QT_TRANSLATE_NOOP("models", "next look at “{subject}”"),
    ),
    "own_turn": (
        QT_TRANSLATE_NOOP("models", "You do “{subject}” this time"),
        QT_TRANSLATE_NOOP("models", "doing “{subject}” yourself this time"),
    ),
    "back_up": (
        QT_TRANSLATE_NOOP("models", "{who} learns “{subject}” as back-up"),
        QT_TRANSLATE_NOOP("models", "{who} as back-up for “{subject}”"),
    ),
    "stand_in": (
        QT_TRANSLATE_NOOP("models", "{who} does “{subject}” while {absent} is away"),
        QT_TRANSLATE_NOOP("models", "{who} standing in with “{subject}”"),
    ),
    "give_back": (
        QT_TRANSLATE_NOOP("models", "{who} has “{subject}” again"),
        QT_TRANSLATE_NOOP("models", "giving “{subject}” back to {who}"),
    ),
    "question": (
        QT_TRANSLATE_NOOP("models", "{who} asks about “{subject}”"),
        QT_TRANSLATE_NOOP("models", "question about “{subject}”"),
    ),
    "reply": (
        QT_TRANSLATE_NOOP("models", "{who} answered about “{subject}”"),
        QT_TRANSLATE_NOOP("models", "answer of {who} about “{subject}”"),
    ),
    "brief": (
        QT_TRANSLATE_NOOP("models", "Changed the brief of “{subject}”"),
        QT_TRANSLATE_NOOP("models", "change of the brief of “{subject}”"),
    ),
    "restore_brief": (
        QT_TRANSLATE_NOOP("models", "Brought back version {number} of the brief of “{subject}”"),
        QT_TRANSLATE_NOOP("models", "bring back version {number} of the brief of “{subject}”"),
    ),
    "steps": (
        QT_TRANSLATE_NOOP("models", "Took over the steps of “{subject}”"),
        QT_TRANSLATE_NOOP("models", "take over the steps of “{subject}”"),
    ),
    "template": (
        QT_TRANSLATE_NOOP("models", "Kept as the template “{subject}”"),
        QT_TRANSLATE_NOOP("models", "template “{subject}”"),
    ),
    "template_name": (
        QT_TRANSLATE_NOOP("models", "The template is called “{subject}”"),
        QT_TRANSLATE_NOOP("models", "rename the template “{subject}”"),
    ),
    "template_gone": (
        QT_TRANSLATE_NOOP("models", "Deleted the template “{subject}”"),
        QT_TRANSLATE_NOOP("models", "delete the template “{subject}”"),
    ),
    "access": (
        QT_TRANSLATE_NOOP("models", "Changed the access that “{subject}” needs"),
        QT_TRANSLATE_NOOP("models", "change of the access that “{subject}” needs"),
    ),
    "enclose": (
        QT_TRANSLATE_NOOP("models", "Enclosed {file} with “{subject}”"),
        QT_TRANSLATE_NOOP("models", "enclose {file} with “{subject}”"),
    ),
    "unclose": (
        QT_TRANSLATE_NOOP("models", "Took {file} off “{subject}”"),
        QT_TRANSLATE_NOOP("models", "take {file} off “{subject}”"),
    ),
    "packet": (
        QT_TRANSLATE_NOOP("models", "What {who} gets of “{subject}”"),
        QT_TRANSLATE_NOOP("models", "what {who} gets of “{subject}”"),
    ),
    "add_assistant": (
        QT_TRANSLATE_NOOP("models", "Added {subject}"),
        QT_TRANSLATE_NOOP("models", "add {subject}"),
    ),
    "assistant": (
        QT_TRANSLATE_NOOP("models", "Changed {subject}"),
        QT_TRANSLATE_NOOP("models", "change of {subject}"),
    ),
    "end_engagement": (
        QT_TRANSLATE_NOOP("models", "{subject} no longer works with you"),
        QT_TRANSLATE_NOOP("models", "end the engagement of {subject}"),
    ),
    "bring_back": (
        QT_TRANSLATE_NOOP("models", "{subject} works with you again"),
        QT_TRANSLATE_NOOP("models", "bring {subject} back"),
    ),
    "erase": (
        QT_TRANSLATE_NOOP("models", "Erased a person"),
        QT_TRANSLATE_NOOP("models", "erase a person"),
    ),
}
# What the rules of trust did by themselves, told after what the change did.
RULES = {
    "together": QT_TRANSLATE_NOOP("models", "From now on they do it and you check every time"),
    "two_of_five": QT_TRANSLATE_NOOP(
        "models", "Two of the last five were not right: checked every time again"
    ),
    "one_reject": QT_TRANSLATE_NOOP("models", "You look at one in five again"),
    "series_over": QT_TRANSLATE_NOOP("models", "That was the last time of its series"),
    "stopped": QT_TRANSLATE_NOOP("models", "Five went back: fix the brief, or look for somebody else"),
}
MANY: dict[str, tuple[str, str]] = {
    "hand_over": (
        QT_TRANSLATE_NOOP("models", "%n card(s) are in {who}’s hands"),
        QT_TRANSLATE_NOOP("models", "hand %n card(s) to {who}"),
    ),
    "take_back": (
        QT_TRANSLATE_NOOP("models", "Took %n card(s) back"),
        QT_TRANSLATE_NOOP("models", "take %n card(s) back"),
    ),
    "deliver": (
        QT_TRANSLATE_NOOP("models", "%n card(s) wait for your look"),
        QT_TRANSLATE_NOOP("models", "delivery of %n card(s)"),
    ),
    "accept": (
        QT_TRANSLATE_NOOP("models", "Accepted %n card(s)"),
        QT_TRANSLATE_NOOP("models", "accept %n card(s)"),
    ),
    "accept_once": (
        QT_TRANSLATE_NOOP("models", "Accepted %n card(s)"),
        QT_TRANSLATE_NOOP("models", "accept %n card(s)"),
    ),
    "send_back": (
        QT_TRANSLATE_NOOP("models", "Sent %n card(s) back"),
        QT_TRANSLATE_NOOP("models", "send %n card(s) back"),
    ),
    "sign_off": (
        QT_TRANSLATE_NOOP("models", "%n card(s) no longer checked every time"),
        QT_TRANSLATE_NOOP("models", "sign off %n card(s)"),
    ),
    "check_again": (
        QT_TRANSLATE_NOOP("models", "%n card(s) checked every time again"),
        QT_TRANSLATE_NOOP("models", "check %n card(s) every time"),
    ),
    "withdraw": (
        QT_TRANSLATE_NOOP("models", "%n card(s) wait for your look again"),
        QT_TRANSLATE_NOOP("models", "withdraw %n acceptance(s)"),
    ),
    "stand_in": (
        QT_TRANSLATE_NOOP("models", "{who} does %n card(s) while {absent} is away"),
        QT_TRANSLATE_NOOP("models", "{who} standing in with %n card(s)"),
    ),
    "give_back": (
        QT_TRANSLATE_NOOP("models", "{who} has %n card(s) again"),
        QT_TRANSLATE_NOOP("models", "giving %n card(s) back to {who}"),
    ),
    "assume": (
        QT_TRANSLATE_NOOP("models", "Assumed done: %n card(s)"),
        QT_TRANSLATE_NOOP("models", "assuming %n card(s) done"),
    ),
    "told": (
        QT_TRANSLATE_NOOP("models", "{who} has %n card(s)"),
        QT_TRANSLATE_NOOP("models", "{who} was told of %n card(s)"),
    ),
    "import_assistants": (
        QT_TRANSLATE_NOOP("models", "Imported %n assistant(s)"),
        QT_TRANSLATE_NOOP("models", "import of %n assistant(s)"),
    ),
}
