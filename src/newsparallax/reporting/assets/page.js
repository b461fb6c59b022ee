// A link to a passage opens the list it stands in; printing opens every list of passages.
(function () {
  function reveal() {
    var target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (var node = target; node; node = node.parentElement) {
      if (node.tagName === "DETAILS") node.open = true;
    }
    if (target) target.scrollIntoView({ block: "center" });
  }
  addEventListener("hashchange", reveal);
  addEventListener("beforeprint", function () {
    document.querySelectorAll("details.passages").forEach(function (list) { list.open = true; });
  });
  if (matchMedia("(max-width: 60rem)").matches) {
    document.querySelector(".contents details").open = false;
  }
  reveal();
})();
