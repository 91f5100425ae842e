/** The last lines of a log that say something, joined for one sentence. */
export function lastLines(text: string, count: number): string {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return lines.slice(-count).join(' | ') || 'it said nothing';
}
