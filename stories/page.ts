import { say, type SaidRow } from './say.js';
import type { StoryName, Words } from './words.js';
import type { Row } from './table.js';

function cell(lines: readonly string[]): string {
  return lines.join('<br>').replaceAll('|', '\\|');
}

function line({ when, who, what, mails }: SaidRow): string {
  return `| ${when} | ${who} | ${cell(what)} | ${cell(mails)} |`;
}

/** A story as a page of the documentation. */
export function pageOf(words: Words, name: StoryName, rows: readonly Row[]): string {
  const { story } = words;
  const { title, about } = story.stories[name];
  return [
    `<!-- Made by test/workflows/stories: WRITE_STORIES=1 npm test -- --project workflows stories -->`,
    `# ${title}`,
    '',
    about,
    '',
    `| ${story.when} | ${story.whoActs} | ${story.what} | ${story.mails} |`,
    '|---|---|---|---|',
    ...rows.map((row) => line(say(words, row))),
    '',
    `See it happen: \`npm run demo -- ${name}\`.`,
    '',
  ].join('\n');
}

/** The list of all stories, for the documentation. */
export function overviewOf({ story }: Words, names: readonly StoryName[]): string {
  return [
    '<!-- Made by test/workflows/stories: WRITE_STORIES=1 npm test -- --project workflows stories -->',
    '# Stories of a school year',
    '',
    'What a case does, day by day: each story is played on the real engine, database and mail server with skipped time.',
    'The same script is a test, this documentation and a demo.',
    '',
    ...names.map((name) => `- [${story.stories[name].title}](${name}.md)`),
    '',
  ].join('\n');
}
