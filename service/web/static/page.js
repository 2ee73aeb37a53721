// What the page adds where scripts run: suggestions while typing, copying, sending files, focus after a change. Nothing depends on it.
"use strict";

const DELAY_MS = 150;

class Suggestions {
  constructor(box) {
    this.box = box;
    this.input = box.querySelector("input");
    this.form = box.closest("form");
    this.items = [];
    this.active = -1;
    this.list = document.createElement("ul");
    this.list.className = "suggestions";
    this.list.id = "suggestions";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", this.form.querySelector("label").textContent);
    this.list.hidden = true;
    this.status = document.createElement("p");
    this.status.className = "unseen";
    this.status.setAttribute("role", "status");
    box.append(this.list, this.status);
    const combobox = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "suggestions" };
    for (const [name, value] of Object.entries(combobox)) this.input.setAttribute(name, value);
    this.input.addEventListener("input", () => this.later());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => setTimeout(() => this.close(), DELAY_MS));
    this.form.addEventListener("submit", () => this.close());
    this.list.addEventListener("mousedown", (event) => {
      const option = event.target.closest("li");
      if (option) { event.preventDefault(); this.take(Number(option.dataset.position)); }
    });
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.load(), DELAY_MS);
  }

  async load() {
    const typed = this.input.value.trim();
    if (typed.length < 2) return this.close();
    this.request?.abort();
    this.request = new AbortController();
    try {
      const response = await fetch(`${this.box.dataset.suggest}?${new URLSearchParams({ q: typed })}`, { signal: this.request.signal });
      if (response.ok && document.activeElement === this.input) this.show(await response.json());
    } catch (error) {
      if (error.name !== "AbortError") this.close();
    }
  }

  show(items) {
    this.items = items;
    this.active = -1;
    this.list.replaceChildren(...items.map((item, position) => this.option(item, position)));
    this.open(items.length > 0);
    this.status.textContent = items.length ? this.box.dataset.found.replace("{n}", items.length) : this.box.dataset.none;
  }

  option(item, position) {
    const option = document.createElement("li");
    option.id = `suggestion-${position}`;
    option.dataset.position = position;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    const label = document.createElement("bdi");
    label.lang = item.language;
    label.textContent = item.label;
    option.append(label);
    if (item.note !== "question") {
      const note = document.createElement("bdi");
      note.className = "note";
      note.textContent = item.note;
      option.append(note);
    }
    return option;
  }

  open(is_open) {
    this.list.hidden = !is_open;
    this.input.setAttribute("aria-expanded", String(is_open));
    if (!is_open) this.input.removeAttribute("aria-activedescendant");
  }

  close() {
    clearTimeout(this.timer);
    this.request?.abort();
    this.active = -1;
    this.open(false);
  }

  move(step) {
    const options = [...this.list.children];
    options[this.active]?.setAttribute("aria-selected", "false");
    this.active = (this.active + step + options.length + 1) % (options.length + 1);
    if (this.active === options.length) this.active = -1;
    const option = options[this.active];
    if (!option) return this.input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", option.id);
  }

  take(position) {
    this.input.value = this.items[position].value;
    this.close();
    this.form.requestSubmit();
  }

  key(event) {
    if (event.isComposing) return;
    const is_open = !this.list.hidden;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      if (is_open && this.active >= 0) this.take(this.active);
      else this.form.requestSubmit();
    } else if (event.key === "Escape" && is_open) {
      event.preventDefault();
      this.close();
    } else if (is_open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      this.move(event.key === "ArrowDown" ? 1 : this.active < 0 ? this.items.length : -1);
    }
  }
}

// Sends files with a bar of how much has gone. A mistake is told without losing the files that were chosen.
class Upload {
  constructor(form) {
    this.form = form;
    this.files = form.querySelector("[type=file]");
    this.mistake = form.querySelector(".mistake");
    this.sending = form.querySelector(".sending");
    this.said = this.sending.querySelector("[role=status]");
    this.button = form.querySelector("button");
    this.files.addEventListener("change", () => this.list());
    form.addEventListener("submit", (event) => { event.preventDefault(); if (!this.button.disabled) this.send(); });
  }

  list() {
    const list = this.form.querySelector("[data-chosen]");
    const written = (unit, digits) => new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit, maximumFractionDigits: digits });
    const small = written("kilobyte", 0), large = written("megabyte", 1);
    list.replaceChildren(...[...this.files.files].map((file) => {
      const item = document.createElement("li");
      const name = document.createElement("bdi");
      name.textContent = file.name;
      const size = document.createElement("span");
      size.className = "figure";
      size.textContent = file.size < 1e6 ? small.format(Math.ceil(file.size / 1e3)) : large.format(file.size / 1e6);
      item.append(name, size);
      return item;
    }));
    list.hidden = !this.files.files.length;
    if (this.isTooLarge()) this.fail(this.form.dataset.tooLarge);
    else this.mistake.hidden = true;
  }

  isTooLarge() {
    const size = [...this.files.files].reduce((sum, file) => sum + file.size, 0);
    return this.files.files.length > Number(this.form.dataset.mostFiles) || size > Number(this.form.dataset.mostMb) * 1e6;
  }

  send() {
    if (this.isTooLarge()) return this.fail(this.form.dataset.tooLarge);
    const request = new XMLHttpRequest();
    const bar = this.sending.querySelector("progress");
    request.upload.addEventListener("progress", (event) => { bar.value = event.total ? event.loaded / event.total : 0; });
    request.upload.addEventListener("load", () => { bar.removeAttribute("value"); this.said.textContent = this.said.dataset.sent; });
    request.addEventListener("load", () => this.answered(request));
    request.addEventListener("error", () => this.fail(this.form.dataset.broken));
    this.mistake.hidden = true;
    this.sending.hidden = false;
    this.said.textContent = this.said.dataset.sending;
    this.button.disabled = true;
    bar.value = 0;
    request.open("POST", this.form.action);
    request.send(new FormData(this.form));
  }

  answered(request) {
    if (request.status < 300) return location.assign(request.responseURL);
    const page = new DOMParser().parseFromString(request.responseText, "text/html");
    this.fail((page.querySelector("#upload-mistake") ?? page.querySelector("main h1") ?? page.body).textContent);
    if (request.status === 401) this.form.querySelector("#key").select();
  }

  fail(sentence) {
    this.sending.hidden = true;
    this.button.disabled = false;
    this.mistake.hidden = false;
    this.mistake.textContent = sentence;
    this.mistake.scrollIntoView({ block: "nearest" });
  }
}

function copyButton(button) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const source = button.closest(".form").querySelector("pre");
    try {
      await navigator.clipboard.writeText(source.textContent);
      const label = button.textContent;
      button.textContent = button.dataset.done;
      setTimeout(() => { button.textContent = label; }, 2000);
    } catch {
      getSelection().selectAllChildren(source);
    }
  });
}

// Blank fields say nothing, so the address of a search is kept free of them.
function leaveOutBlanks(form) {
  const leaveOut = () => {
    const blank = [...form.elements].filter((field) => field.matches("select, input") && !field.value && !field.disabled);
    for (const field of blank) field.disabled = true;
    setTimeout(() => { for (const field of blank) field.disabled = false; });
  };
  form.addEventListener("submit", leaveOut, true);
  if (form.matches("[hx-trigger*=change]")) form.addEventListener("change", leaveOut, true);
}

function enhance(root) {
  for (const box of root.querySelectorAll("[data-suggest]:not([data-ready])")) { box.dataset.ready = ""; new Suggestions(box); }
  for (const button of root.querySelectorAll("[data-copy][hidden]")) copyButton(button);
  for (const form of root.querySelectorAll("[data-upload]:not([data-ready])")) { form.dataset.ready = ""; new Upload(form); }
  for (const form of root.querySelectorAll("form[method=get]:not([data-ready])")) { form.dataset.ready = ""; leaveOutBlanks(form); }
}

// What a page that renews itself has to say is said once, not at each renewal.
function sayOnce() {
  const said = document.querySelector("#job-said"), words = document.querySelector("[data-say]")?.dataset.say;
  if (said && words && said.textContent !== words) said.textContent = words;
}

document.addEventListener("htmx:after:swap", () => {
  enhance(document);
  sayOnce();
  document.querySelector("#page")?.focus({ preventScroll: true });
});

// What is there of a page works at once, the rest when all has come. Who has asked goes on reading at the answer.
function whole() {
  enhance(document);
  if (document.activeElement === document.body && !location.hash) document.getElementById("answer-title")?.focus({ preventScroll: true });
}
enhance(document);
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", whole);
else whole();
// Fonts that arrive after the jump to a fragment move what it leads to.
const jumped_to = scrollY;
document.fonts.ready.then(() => {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target && Math.abs(scrollY - jumped_to) < innerHeight / 2) target.scrollIntoView({ behavior: "instant" });
});
