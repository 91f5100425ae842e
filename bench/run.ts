import { benchCommands } from './commands.js';
import { benchCore } from './core.js';

/** `npm run bench -- <what>`: one JSON line per figure. Times are reported here and asserted nowhere. */
const [what, size] = process.argv.slice(2);
if (what === 'commands') {
  await benchCommands(size ? Number(size) : undefined);
} else if (what === 'core') {
  benchCore();
} else {
  console.error('Which one? `npm run bench -- commands [open cases]` or `npm run bench -- core`');
  process.exitCode = 1;
}
