"""Who tells whom about handing over: board, panel, the assistants at the left, the sheet, the post."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.main_window import MainWindow


def connect(window: "MainWindow") -> None:
    """Connect these parts of a whole window with each other."""
    hands, post, panel, sidebar = window.hands, window.post, window.panel, window.sidebar

    def prepare(task: int, field: str) -> None:
        """The brief of a card, at what is still missing in it."""
        window.go_to(task)
        panel.show_brief(field)

    window.board.word_wanted.connect(hands.ask)
    sidebar.person_opened.connect(window.paging.show_person)
    sidebar.new_person_wanted.connect(window.view.new_assistant)
    sidebar.hint_changed.connect(window.status.hint)
    sidebar.cards_dropped.connect(hands.drop_on_person)
    sidebar.people.set_hint(hands.hint)
    panel.hand_over_asked.connect(lambda task: hands.ask_person([task]))
    panel.hand_over_to.connect(lambda task, who: hands.ask_person([task], assistant=who))
    panel.hand_asked.connect(lambda name: hands.do(name, panel.task_id))
    panel.send_asked.connect(post.send)
    panel.reply_found.connect(post.show_reply)
    hands.prepare_asked.connect(prepare)
    hands.copy_wanted.connect(post.after_hand_over)
    hands.reasons.left.connect(window.front.take_keyboard)
    # It asks about a card that another page does not show.
    window.pages.currentChanged.connect(lambda _: hands.reasons.hide())
    window.cards.reply_found.connect(post.show_reply)
    window.cards.words_found.connect(post.show_words)
    post.mail_wanted.connect(window.view.open_mail)
    post.cards_wanted.connect(window.cards.offer)


def take_offer(window: "MainWindow", key: str) -> None:
    """What the status line offered was wanted: "undo", "end 3", "split 3", "recall 3 4"."""
    what, *numbers = key.split()
    tasks = [int(number) for number in numbers]
    if what == "undo":
        window.undo()
    elif what == "end":
        window.view.end_series(tasks[0])
    elif what == "split":
        window.view.split(tasks[0])
    elif what == "recall":
        window.post.copy_recall(tasks)
