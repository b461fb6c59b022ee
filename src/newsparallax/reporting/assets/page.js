// Everything can be read without this script. It marks the exact words a link means, leads back, lays two articles
// beside each other, and filters and sorts what is long.
(function () {
  "use strict";
  var reader = document.getElementById("reader"), back = null, from = null;
  // Here, because checkers of style sheets do not know it yet.
  if (window.Highlight) document.styleSheets[0].insertRule("::highlight(here) { background-color: var(--here); color: var(--ink); }");

  function opened(node) {
    for (; node; node = node.parentElement) if (node.tagName === "DETAILS") node.open = true;
  }

  // The place of a character among the words of a sentence; small labels within it are none of its words.
  function at(text, offset, end) {
    var walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT), node, last = null;
    while ((node = walker.nextNode())) {
      if (node.parentElement.closest(".n")) continue;
      if (offset < node.length || (end && offset === node.length)) return [node, offset];
      offset -= node.length;
      last = node;
    }
    return last && [last, last.length];
  }

  function highlight(sentence, words) {
    if (!window.Highlight || !CSS.highlights) return;
    CSS.highlights.delete("here");
    var text = sentence && words && sentence.querySelector(".t");
    if (!text || text.hasAttribute("data-part")) return; // an excerpt has other places
    var span = words.split("-"), low = at(text, +span[0], false), high = at(text, +span[1], true);
    if (!low || !high) return;
    var range = document.createRange();
    range.setStart(low[0], low[1]);
    range.setEnd(high[0], high[1]);
    CSS.highlights.set("here", new Highlight(range));
  }

  function shown(sentence) {
    var article = sentence.closest(".article");
    if (reader.classList.contains("two") && article && !article.matches(".left,.right")) one();
  }

  function one() {
    reader.classList.remove("two");
    document.getElementById("one").hidden = true;
    reader.querySelectorAll(".left,.right,.aligned").forEach(function (a) { a.classList.remove("left", "right", "aligned"); });
  }

  function two(here, there) {
    one();
    reader.classList.add("two");
    document.getElementById("one").hidden = false;
    here.closest(".article").classList.add("left");
    there.closest(".article").classList.add("right");
    reader.scrollIntoView();
    [here, there].forEach(function (s) {
      s.classList.add("aligned");
      var article = s.closest(".article");
      article.tabIndex = 0;
      article.scrollTop = s.getBoundingClientRect().top - article.getBoundingClientRect().top - 60;
    });
  }

  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest('a[href^="#"]');
    if (!link) return;
    var target = document.getElementById(decodeURIComponent(link.getAttribute("href").slice(1)));
    if (!target) return;
    opened(target);
    if (!target.classList.contains("s")) return;
    shown(target);
    if (link.hasAttribute("data-beside") && matchMedia("(min-width: 601px)").matches) {
      event.preventDefault();
      history.pushState(null, "", link.getAttribute("href"));
      return two(link.closest(".s"), target);
    }
    highlight(target, link.dataset.w);
    from = link;
    back.hidden = !!link.closest("#reader");
  });

  function reveal() {
    var target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    opened(target);
    target.scrollIntoView({ block: target.classList.contains("s") ? "center" : "start" });
  }

  function button(text, id) {
    var made = document.createElement("button");
    made.type = "button"; made.textContent = text; made.hidden = true; made.id = id;
    return made;
  }

  function filtered(box, items, what) {
    var input = document.createElement("input");
    input.type = "search"; input.className = "filter"; input.placeholder = "Filter";
    input.setAttribute("aria-label", "Filter: " + what);
    var found = document.createElement("span");
    found.className = "found";
    found.setAttribute("role", "status");
    input.addEventListener("input", function () {
      var wanted = input.value.toLocaleLowerCase(), left = 0;
      items.forEach(function (item) {
        item.hidden = !item.textContent.toLocaleLowerCase().includes(wanted);
        left += !item.hidden;
      });
      box.querySelectorAll("details.rest").forEach(function (rest) { if (wanted) rest.open = true; });
      found.textContent = wanted ? left + " of " + items.length : "";
    });
    box.prepend(input, found);
  }

  function sorted(table) {
    var bodies = table.tBodies;
    if (bodies.length !== 1 || bodies[0].rows.length < 6) return;
    Array.from(table.tHead.rows[0].cells).forEach(function (head, column) {
      if (!head.textContent) return;
      var press = button(head.textContent, ""), up = false;
      press.hidden = false; press.removeAttribute("id");
      head.textContent = "";
      head.appendChild(press);
      press.addEventListener("click", function () {
        up = !up;
        var rows = Array.from(bodies[0].rows), value = function (row) { return row.cells[column].textContent.trim(); };
        rows.sort(function (a, b) { return value(a).localeCompare(value(b), "en", { numeric: true }) * (up ? 1 : -1); });
        rows.forEach(function (row) { bodies[0].appendChild(row); });
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
      });
    });
  }

  back = button("Back", "back");
  document.body.appendChild(back);
  back.addEventListener("click", function () {
    back.hidden = true;
    highlight(null);
    if (from) { opened(from); history.replaceState(null, "", " "); from.scrollIntoView({ block: "center" }); from.focus(); }
  });
  if (reader) {
    var close = button("One article at a time", "one");
    close.addEventListener("click", one);
    reader.querySelector(".jump").appendChild(close);
    reader.querySelectorAll(".jump a").forEach(function (link) { link.addEventListener("click", one); });
  }
  document.querySelectorAll(".cards.list").forEach(function (box) {
    var cards = box.querySelectorAll(".card");
    if (cards.length > 8 && box.querySelector(":scope > .card")) filtered(box, cards, "cards");
  });
  document.querySelectorAll(".table").forEach(function (box) {
    var table = box.querySelector("table"), rows = table.querySelectorAll("tbody tr");
    if (rows.length > 12) filtered(box, rows, table.caption.textContent);
    sorted(table);
  });
  addEventListener("hashchange", reveal);
  reveal();
})();
