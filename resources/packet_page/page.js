"use strict";
// Everything that differs from page to page stands in the form's data attributes; this text is always the same.
(() => {
  const form = document.getElementById("form");
  const said = form.dataset;
  const steps = [...document.querySelectorAll("input[data-step]")];
  const field = (name) => form.elements.namedItem(name);
  const text = (name) => (field(name) ? field(name).value.trim() : "");
  const told = document.getElementById("told");
  const copied = document.getElementById("copied");
  const count = document.getElementById("count");
  const key = "delegation-board-" + said.token;

  // What is filled in outlives a closed page, where the browser lets it.
  const names = ["status", "minutes", "question", "note", "steps"];
  const keep = () => {
    const kept = { ticked: ticked() };
    for (const name of names) if (field(name)) kept[name] = field(name).value;
    try { localStorage.setItem(key, JSON.stringify(kept)); } catch { /* then not */ }
  };
  const recall = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(key)) || {};
      for (const box of steps) box.checked = (kept.ticked || []).includes(box.dataset.step);
      for (const name of names) if (field(name) && typeof kept[name] === "string") field(name).value = kept[name];
    } catch { /* then nothing is kept */ }
  };
  const ticked = () => steps.filter((box) => box.checked).map((box) => box.dataset.step);
  const recount = () => {
    if (count) count.textContent = said.count.replace("{done}", ticked().length).replace("{all}", steps.length);
  };

  const random = () => {
    const bytes = new Uint8Array(16);
    if (window.crypto && crypto.getRandomValues) crypto.getRandomValues(bytes);
    else for (let at = 0; at < 16; at++) bytes[at] = Math.floor(Math.random() * 256);
    return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  };
  const reply = () => ({
    format: "delegation-board-reply", v: 1, board: said.board, token: said.token, brief: Number(said.version),
    reply: random(), status: text("status"), ticked: ticked(),
    minutes: text("minutes") === "" ? null : Number(text("minutes")),
    question: text("question"), note: text("note"),
    steps: text("steps").split("\n").map((line) => line.trim()).filter((line) => line),
    made: new Date().toISOString().slice(0, 19) + "Z",
  });

  const tell = (words, wrong) => {
    told.textContent = words;
    told.classList.toggle("wrong", Boolean(wrong));
  };
  const refuse = (words, name) => {
    tell(words, true);
    const first = name === "status" ? form.querySelector("input[type=radio]") : field(name);
    first.focus();
    return false;
  };
  const isComplete = () => {
    if (!text("status")) return refuse(said.chooseStatus, "status");
    if (text("status") === "question" && !text("question")) return refuse(said.writeQuestion, "question");
    const minutes = field("minutes");
    const wrong = minutes.validity.badInput || !/^\d*$/.test(minutes.value) || Number(minutes.value) > 10080;
    if (wrong) return refuse(said.wholeMinutes, "minutes");
    return true;
  };

  const save = () => {
    const file = new Blob([JSON.stringify(reply(), null, 1) + "\n"], { type: "text/plain;charset=utf-8" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = said.file;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    tell(said.saved.replace("{file}", () => said.file));
  };
  const block = () => {
    const made = reply();
    const bytes = new TextEncoder().encode(JSON.stringify(made));
    let raw = "";
    for (const byte of bytes) raw += String.fromCharCode(byte);
    const code = btoa(raw).match(/.{1,64}/g).join("\n");
    const status = form.querySelector("input[type=radio]:checked").parentElement.textContent.trim();
    const lines = [document.querySelector("h1").textContent, status];
    if (made.minutes !== null) lines.push(said.minutes.replace("{minutes}", made.minutes));
    for (const one of [made.question, made.note, made.steps.join("\n")]) if (one) lines.push(one);
    return lines.join("\n") + "\n\n" + said.start + "\n" + code + "\n" + said.end + "\n";
  };
  const copy = async () => {
    copied.value = block();
    copied.hidden = false;
    copied.select();
    let done = false;
    try { await navigator.clipboard.writeText(copied.value); done = true; } catch { /* the old way */ }
    if (!done) try { done = document.execCommand("copy"); } catch { /* by hand */ }
    tell(done ? said.copied : said.copyYourself);
  };

  recall();
  recount();
  document.addEventListener("input", () => { keep(); recount(); });
  form.addEventListener("submit", (event) => { event.preventDefault(); if (isComplete()) save(); });
  document.getElementById("copy").addEventListener("click", () => { if (isComplete()) copy(); });
  form.hidden = false;
  if (count) count.hidden = false;
  document.getElementById("by-hand").open = false;
})();
