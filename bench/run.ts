import { benchCommands } from './commands.js';

/** `npm run bench -- <what>`: one JSON line per figure. Times are reported here and asserted nowhere. */
const [what, size] = process.argv.slice(2);
if (what === 'commands') {
  await benchCommands(size ? Number(size) : undefined);
} else {
  console.error('Which one? `npm run bench -- commands [open cases]`');
  process.exitCode = 1;
}
