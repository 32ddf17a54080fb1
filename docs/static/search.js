// SPDX-License-Identifier: GPL-2.0
// The search: `/` or `s` opens it, results come while one types.
//
// It looks in search_index.js, which docs/extensions/search_index.py makes. That is a script, as
// pages that are opened as files may load nothing else, and comes when it is first needed.
"use strict";

(() => {
  const SITE = new URL("..", document.currentScript.src);
  const SHOWN = 30;
  const HINT = "Names of C and of Rust lead here, too. Result<KBox<T>> -> asks what returns " +
               "that, (Guard&) -> what takes it.";
  // What of the same word comes first
  const WEIGHTS = {class: 0, concept: 1, type: 2, macro: 3, page: 4, function: 5, enum: 6,
                   heading: 7, namespace: 8, method: 9, constant: 11, operator: 25};
  const NOTHING = {pages: [], titles: [], words: {}, items: []};

  // The index

  let index = null;

  /** Calls back when the index is there. */
  function load(then) {
    if (index) {
      then();
      return;
    }
    const script = document.createElement("script");
    script.src = new URL("_static/search_index.js", SITE);
    for (const end of ["load", "error"]) {
      script.addEventListener(end, () => {
        index = index || prepared(window.searchIndex || NOTHING);
        then();
      });
    }
    document.head.append(script);
  }

  function prepared(raw) {
    const classes = new Set(raw.items.filter(([kind]) => kind === "class").map(([, name]) => name));
    const items = raw.items.map(([kind, name, page, anchor = "", text = "", strong = "", weak = "",
                                  signatures = []]) => {
      const short = name.slice(name.lastIndexOf("::") + 1).replace(/^:/, "");
      const isName = kind !== "page" && kind !== "heading";
      const path = raw.pages[page];
      const keys = isName ? [plain(short), plain(name)] : [plain(name)];
      if (kind === "page") keys.push(plain(path.slice(path.lastIndexOf("/") + 1)));
      const hash = anchor === "#" ? "" : `#${encodeURI(anchor || name)}`;
      return {
        kind, short, text, signatures, keys,
        isMember: classes.has(name.slice(0, name.lastIndexOf("::"))),
        shown: isName ? name.replace(/^kernel::/, "") : name,
        whole: `${name} ${text}`.toLowerCase(),
        title: raw.titles[page],
        link: `${path}.html${hash}`,
        parts: name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase().split(/[^a-z0-9]+/),
        strong: strong.split(" ").map(plain), weak: weak.split(" ").map(plain),
      };
    });
    const words = new Map(Object.entries(raw.words).map(
      ([word, numbers]) => [plain(word), numbers.map((number) => items[number])]));
    // KBox -> Box: what an alias stands for
    const aliases = new Map(items.filter((one) => one.shown === one.short && one.kind === "type" &&
        one.signatures[0]).map((one) => [one.short, one.signatures[0].match(/\w*(?=<|$)/)[0]]));
    return {items, words, aliases};
  }

  /** Upper and lower case, `::`, `.`, `_` and blanks make no difference. */
  function plain(word) {
    return word.toLowerCase().replace(/^(kernel|std)(::|\.)/, "").replace(/\(\)$|!$/, "")
      .replace(/(?<=\w)(::|->|[._\s/-])(?=\w)/g, "");
  }

  // Words

  /** How badly an item fits; Infinity if it does not. */
  function distance(item, asked, words) {
    if (item.keys.includes(asked)) return 0;
    if (item.strong.includes(asked)) return 4;
    if (item.weak.includes(asked)) return 10;
    // What begins like a class is not yet one of its members.
    const [short, full = ""] = item.keys;
    if (short.startsWith(asked) || (item.kind === "page" && full.startsWith(asked))) return 20;
    if (full.startsWith(asked) && !(item.isMember && asked.length <= full.length - short.length)) {
      return 26;
    }
    if (item.strong.some((key) => key.startsWith(asked))) return 30;
    if (item.parts.some((part) => part.startsWith(asked))) return 32;
    if (item.keys.some((key) => key.includes(asked))) return 40;
    if (item.weak.some((key) => key.startsWith(asked))) return 44;
    if (asked.length > 2 && words.every((word) => item.whole.includes(word))) return 50;
    return Infinity;
  }

  function byWords(query) {
    const asked = plain(query);
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    // Of KBox::make what Box has
    const [, head, rest] = query.match(/^(?:kernel(?:::|\.))?(\w+)((?:::|\.)\w+)$/) || [];
    const target = head && [...index.aliases].find(([name]) => plain(name) === plain(head));
    const other = target ? plain(target[1] + rest) : asked;
    const first = index.words.get(asked) || [];
    let found = ranked((item) => {
      const place = first.indexOf(item);
      return place >= 0 ? 20 * place - 1000 : Math.min(distance(item, asked, words),
                                                 distance(item, other, words));
    });
    if (!found.length && asked.length > 3) {
      found = ranked((item) => [...item.keys, ...item.strong].some((key) => isNear(key, asked))
        ? 0 : Infinity);
      for (const [word, items] of index.words) if (isNear(word, asked)) found.unshift(...items);
    }
    return [...new Set(found)];
  }

  function ranked(rate) {
    const rated = [];
    for (const item of index.items) {
      const rating = rate(item);
      if (rating < Infinity) rated.push([rating + WEIGHTS[item.kind], item]);
    }
    rated.sort(([a, one], [b, two]) => a - b || one.shown.length - two.shown.length);
    return rated.map(([, item]) => item);
  }

  /** Whether one letter too many, too few, wrong, or two exchanged make one of the other. */
  function isNear(one, two) {
    if (Math.abs(one.length - two.length) > 1) return false;
    let begin = 0;
    while (begin < one.length && one[begin] === two[begin]) ++begin;
    const [a, b] = [one.slice(begin), two.slice(begin)];
    return a.slice(1) === b || a === b.slice(1) || a.slice(1) === b.slice(1) ||
           (a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2));
  }

  // Signatures

  /** "A<B,C>&" -> {head: "A", inner: [B, C]}; of anything else the text alone. */
  function parsed(text) {
    const bare = text.replace(/\b(const|kernel::|typename|struct)\s*/g, "")
      .replace(/[\s&*]|\.\.\./g, "");
    const open = bare.indexOf("<");
    if (open < 0 || !bare.endsWith(">")) return {head: bare, inner: []};
    return {head: bare.slice(0, open), inner: split(bare.slice(open + 1, -1)).map(parsed)};
  }

  /** At the commas outside of brackets. */
  function split(text) {
    const parts = [];
    let depth = 0, begin = 0;
    for (let place = 0; place <= text.length; ++place) {
      const letter = text[place];
      if ("<([".includes(letter)) ++depth;
      else if (">)]".includes(letter) && text[place - 1] !== "-") --depth;
      if (letter === undefined || (letter === "," && depth === 0)) {
        if (place > begin) parts.push(text.slice(begin, place));
        begin = place + 1;
      }
    }
    return parts;
  }

  const isAny = (type) => /^([A-Z]|_)$/.test(type.head) && !type.inner.length;

  /** How badly a type fits the one that was asked for. */
  function difference(asked, given) {
    if (isAny(asked)) return 0;
    // What gives a Result of it gives it.
    if (given.head === "Result" && asked.head !== "Result" && given.inner.length === 1) {
      return 1 + difference(asked, given.inner[0]);
    }
    const heads = [asked.head, given.head].map((head) => index.aliases.get(head) || head)
      .map((head) => plain(head.slice(head.lastIndexOf(":") + 1)));
    if (heads[0] !== heads[1]) return Infinity;
    // A class calls itself by its bare name.
    if (!given.inner.length || !asked.inner.length) return 0;
    return asked.inner.reduce((sum, part, place) => sum + (given.inner[place]
      ? difference(part, given.inner[place]) : 1), 0);
  }

  function bySignature(query) {
    const arrow = query.lastIndexOf("->");
    let [taken, result] = [query.slice(0, arrow).trim(), query.slice(arrow + 2).trim()];
    if (taken && !taken.startsWith("(")) [taken, result] = ["", result || taken];
    const wanted = split(taken.replace(/^\(|\)$/g, "")).map(parsed);
    const rate = (signature) => {
      const place = signature.lastIndexOf("->");
      let sum = result ? difference(parsed(result), parsed(signature.slice(place + 2))) : 0;
      const given = split(signature.slice(0, place)).map(parsed);
      for (const type of wanted) {
        sum += Math.min(...given.map((other) => difference(type, other)));
      }
      return 20 * (sum + (taken ? Math.max(0, given.length - wanted.length) / 10 : 0));
    };
    return ranked((item) => Math.min(
      ...item.signatures.filter((one) => one.includes("->")).map(rate)));
  }

  function find(query) {
    const asked = query.trim();
    if (asked.includes("->") && asked !== "->") return bySignature(asked);
    return plain(asked) ? byWords(asked) : [];
  }

  // What is shown

  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };

  const wholeText = (query) =>
    new URL(`search.html?q=${encodeURIComponent(query)}`, SITE).href;

  function entry(item) {
    const where = item.kind === "page" || item.title === item.shown ? "" : item.title;
    return make("a", {href: new URL(item.link, SITE).href, tabindex: "-1"},
                make("span", {class: "search-kind"}, item.kind),
                make("span", {class: "search-name"}, item.shown),
                make("span", {class: "search-where"}, where),
                make("span", {class: "search-text"}, item.text));
  }

  const input = make("input", {
    type: "search", role: "combobox", "aria-expanded": "false", "aria-autocomplete": "list",
    "aria-controls": "search-list", "aria-label": "Search", autocomplete: "off",
    spellcheck: "false", autocapitalize: "none", placeholder: "Search: kzalloc, Mutex, -> Arc<T>",
  });
  const list = make("ul", {id: "search-list", role: "listbox", "aria-label": "Results"});
  const count = make("p", {class: "search-count", role: "status"});
  const dialog = make("dialog", {class: "search-dialog", "aria-label": "Search"},
                      input, make("p", {class: "search-hint"}, HINT), list, count);
  let chosen = -1;

  function show() {
    const query = input.value;
    const found = find(query);
    const entries = found.slice(0, SHOWN).map(entry);
    if (query.trim()) {
      entries.push(make("a", {href: wholeText(query), tabindex: "-1", class: "search-all"},
                        `Search the text of all pages for \u201c${query.trim()}\u201d`));
    }
    list.replaceChildren(...entries.map((link, number) =>
      make("li", {role: "option", id: `search-${number}`, "aria-selected": "false"}, link)));
    input.setAttribute("aria-expanded", String(entries.length > 0));
    count.textContent = !query.trim() ? ""
      : found.length ? `${found.length} found` : "Nothing has that name.";
    choose(entries.length ? 0 : -1);
  }

  function choose(number) {
    list.children[chosen]?.setAttribute("aria-selected", "false");
    chosen = number;
    const option = list.children[chosen];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({block: "nearest"});
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
  }

  function open() {
    load(show);
    if (!dialog.open) dialog.showModal();
    input.focus();
    input.select();
  }

  function onKey(event) {
    const options = list.children.length;
    const steps = {ArrowDown: 1, ArrowUp: -1};
    if (event.key in steps && options) {
      choose((chosen + steps[event.key] + options) % options);
    } else if (event.key === "Enter" && list.children[chosen]) {
      list.children[chosen].firstChild.click();
    } else if (event.key !== "Escape") {
      return;
    } else {
      dialog.close();
    }
    event.preventDefault();
  }

  function isTyping(target) {
    return target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName);
  }

  document.addEventListener("keydown", (event) => {
    const isShortcut = event.ctrlKey || event.metaKey || event.altKey;
    if (isShortcut || dialog.open || isTyping(event.target)) return;
    if (event.key === "/" || event.key.toLowerCase() === "s") {
      event.preventDefault();
      open();
    }
  });
  input.addEventListener("keydown", onKey);
  input.addEventListener("input", () => load(show));
  dialog.addEventListener("click", (event) => {
    // Outside of it, or to another place of this page
    if (event.target === dialog || event.target.closest("a")) dialog.close();
  });

  // The places where pages have a search

  /** On the page that Sphinx makes for searches, what is found by name stands above the rest. */
  function fillSearchPage() {
    const results = document.getElementById("search-results");
    const query = new URLSearchParams(location.search).get("q");
    if (!results || !query) return;
    load(() => {
      const found = find(query).slice(0, SHOWN).map((item) => make("li", {}, entry(item)));
      for (const link of found) link.firstChild.removeAttribute("tabindex");
      const names = make("ul", {class: "search-names", "aria-label": "By name"}, ...found);
      if (found.length) results.before(names);
    });
  }

  function begin() {
    document.body.append(dialog);
    for (const box of document.querySelectorAll("input.sidebar-search")) {
      box.setAttribute("placeholder", "Search  ( / )");
      box.addEventListener("focus", () => {
        box.blur();
        input.value = box.value || input.value;
        open();
      });
    }
    const header = document.querySelector(".mobile-header .header-right");
    const button = make("button",
                        {class: "search-button", type: "button", "aria-label": "Search"});
    button.innerHTML = '<svg viewBox="0 0 24 24" aria-hidden="true">' +
                       '<circle cx="10" cy="10" r="6"/><path d="M15 15l6 6"/></svg>';
    button.addEventListener("click", open);
    header?.prepend(button);
    fillSearchPage();
  }

  // For tests and for the curious: what is found first for a word
  window.siteSearch = {load, find: (query) => find(query).map((item) => [item.link, item.shown])};
  begin();
})();
