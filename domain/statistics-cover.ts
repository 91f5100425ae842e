/*
 * A table of counts with its totals, as a network: what can be reckoned of a cell that is not shown, and what else must
 * not be shown so that it cannot.
 *
 * 1. Places: `rows` rows and one of totals below them, `columns` columns and one of totals beside them. Cells of a line
 *    add up to its total, in every row and every column, those of totals too.
 * 2. Each line is a node, each place an arc between its row and its column; sums that hold are flows that balance. An
 *    arc of totals runs against the others. Whoever knows the shown places alone can think of every other flow on the
 *    hidden ones; it differs from the true one by cycles of hidden arcs.
 * 3. A cycle may raise any hidden place by as much as it likes, and lower it as far as to zero. A hidden place through
 *    which no such cycle runs is known to whoever can add.
 * 4. To hide more only adds cycles: what is covered once stays covered.
 */

/** The places of a table; a line of totals stands last, both ways. */
export interface Grid {
  /** Counted rows and columns, without those of totals. */
  readonly rows: number;
  readonly columns: number;
  /** Row by row, totals with them: `(rows + 1) × (columns + 1)` numbers. */
  readonly values: readonly number[];
}

/** Which place it is, in `values`. */
export function placeAt(grid: Grid, row: number, column: number): number {
  return row * (grid.columns + 1) + column;
}

interface Step {
  readonly node: number;
  readonly place: number;
}

/** Nodes: rows first, then columns. Whether the arc of a place runs from its row to its column. */
function runsDown(grid: Grid, row: number, column: number): boolean {
  return (row === grid.rows) === (column === grid.columns);
}

function ends(grid: Grid, place: number): { readonly from: number; readonly to: number } {
  const row = Math.floor(place / (grid.columns + 1));
  const column = place % (grid.columns + 1);
  const [rowNode, columnNode] = [row, grid.rows + 1 + column];
  return runsDown(grid, row, column) ? { from: rowNode, to: columnNode } : { from: columnNode, to: rowNode };
}

/** Where a change by `amount` can go from a node: up along an arc, or down against one that holds as much. */
function stepsFrom(grid: Grid, node: number, amount: number): Step[] {
  const isRow = node <= grid.rows;
  const others = isRow ? grid.columns + 1 : grid.rows + 1;
  const steps: Step[] = [];
  for (let other = 0; other < others; other += 1) {
    const [row, column] = isRow ? [node, other] : [other, node - grid.rows - 1];
    const place = placeAt(grid, row, column);
    const rises = runsDown(grid, row, column) === isRow;
    if (!rises && (grid.values[place] ?? 0) < amount) continue;
    steps.push({ node: isRow ? grid.rows + 1 + other : other, place });
  }
  return steps;
}

/** What it costs to hide a place: the people in it, and one for the place itself. */
function costOf(grid: Grid, hidden: ReadonlySet<number>, place: number): number {
  return hidden.has(place) ? 0 : (grid.values[place] ?? 0) + 1;
}

export interface Cover {
  readonly places: readonly number[];
  readonly cost: number;
}

function nearest(distance: readonly number[], settled: readonly boolean[]): number {
  let found = -1;
  for (let node = 0; node < distance.length; node += 1) {
    const isNearer = found < 0 || (distance[node] ?? Infinity) < (distance[found] ?? Infinity);
    if (!settled[node] && isNearer) found = node;
  }
  return found;
}

/** The places of the cheapest way from one node to another without one place. Dijkstra; of equals the first. */
function cheapestWay(
  grid: Grid,
  hidden: ReadonlySet<number>,
  way: { readonly from: number; readonly to: number; readonly without: number; readonly amount: number },
): Cover | null {
  const nodes = grid.rows + grid.columns + 2;
  const distance = Array.from({ length: nodes }, (_, node) => (node === way.from ? 0 : Infinity));
  const settled = Array.from({ length: nodes }, () => false);
  const cameBy = new Map<number, Step>();
  for (;;) {
    const node = nearest(distance, settled);
    const here = distance[node] ?? Infinity;
    if (here === Infinity) return null;
    if (node === way.to) break;
    settled[node] = true;
    for (const step of stepsFrom(grid, node, way.amount)) {
      const there = here + costOf(grid, hidden, step.place);
      if (step.place === way.without || there >= (distance[step.node] ?? Infinity)) continue;
      distance[step.node] = there;
      cameBy.set(step.node, { node, place: step.place });
    }
  }
  const places: number[] = [];
  for (let step = cameBy.get(way.to); step !== undefined; step = cameBy.get(step.node))
    places.push(step.place);
  return { places, cost: distance[way.to] ?? 0 };
}

/**
 * What has to be hidden beside a hidden place so that it may be `by` more, or less, than it is, for all that the
 * shown places tell; with the fewest people in what is newly hidden. Null: it cannot be so much less.
 *
 * @param by how much more; a number below zero: how much less
 */
export function coverOf(grid: Grid, hidden: ReadonlySet<number>, place: number, by: number): Cover | null {
  const { from, to } = ends(grid, place);
  const amount = Math.abs(by);
  if (by < 0 && (grid.values[place] ?? 0) < amount) return null;
  const round = by < 0 ? { from, to } : { from: to, to: from };
  return cheapestWay(grid, hidden, { ...round, without: place, amount });
}
