// Sprites: one cell of the grid is chosen by click, touch or arrow keys, and only its tile is shown.
// The page holds this text as it is, so it must do without the signs that XML escapes.
document.querySelectorAll(".sprite").forEach(function (sprite) {
  var cells = Array.from(sprite.querySelectorAll(".cell"));
  var tiles = Array.from(sprite.querySelectorAll(".tiles li"));
  var columns = Number(sprite.dataset.columns), rows = cells.length / columns;

  function show(chosen) {
    cells.forEach(function (cell, i) {
      cell.setAttribute("aria-pressed", String(i === chosen));
      cell.tabIndex = i === chosen ? 0 : -1;
      tiles[i].hidden = i !== chosen;
    });
  }

  function move(from, right, down) {
    var column = Math.min(columns - 1, Math.max(0, from % columns + right));
    var row = Math.min(rows - 1, Math.max(0, Math.floor(from / columns) + down));
    show(row * columns + column);
    cells[row * columns + column].focus();
  }

  var steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  cells.forEach(function (cell, i) {
    cell.addEventListener("click", function () { show(i); });
    cell.addEventListener("keydown", function (event) {
      var step = steps[event.key];
      if (step) { event.preventDefault(); move(i, step[0], step[1]); }
    });
  });
  sprite.classList.add("live");
  show(Number(sprite.dataset.chosen));
});
