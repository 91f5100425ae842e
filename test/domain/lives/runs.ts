/** How often a property is tried: as often as it says, or fewer times when `LIVES` asks for a quick look. */
export function runs(often: number): number {
  return Math.min(often, Number(process.env['LIVES'] ?? often));
}
