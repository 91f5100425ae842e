import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { LANGUAGES } from '../../../activities/mail/texts.js';
import { brief } from '../../../stories/brief.js';
import { pageOf } from '../../../stories/page.js';
import { perform, type Played } from '../../../stories/perform.js';
import type { Script } from '../../../stories/script.js';
import type { Theatre } from '../../../stories/stage/theatre.js';
import { wordsIn } from '../../../stories/words.js';

const PAGES = new URL('../../../docs/stories/', import.meta.url);

/** A page of the documentation: as it is on disk, and as the stories of today make it. */
export interface Page {
  readonly onDisk: string;
  readonly made: string;
}

/** Reads a page of `docs/stories/`; with `WRITE_STORIES` set it is written first. */
export async function page(name: string, made: string): Promise<Page> {
  const file = new URL(`${name}.md`, PAGES);
  if (process.env['WRITE_STORIES']) {
    await mkdir(PAGES, { recursive: true });
    await writeFile(file, made);
  }
  return { onDisk: await readFile(file, 'utf8').catch(() => ''), made };
}

/** A story as tests look at it. */
export interface Told extends Played {
  /** A line a row. */
  readonly lines: readonly string[];
  readonly page: Page;
}

/** Plays a story to its end; its history is kept when asked to (`RECORD=core-2`). */
export async function tell(theatre: Theatre, script: Script): Promise<Told> {
  const played = await perform(theatre, script);
  await played.story.record(script.name);
  const lines = played.rows.map(brief);
  // Each language has words for all of it: a missing one throws.
  const [, , english = ''] = LANGUAGES.map((it) => pageOf(wordsIn(it), script.name, played.rows));
  return { ...played, lines, page: await page(script.name, english) };
}
