import { benchCommands } from './commands.js';
import { benchCore } from './core.js';
import { benchDirectory } from './directory.js';
import { benchLists } from './lists.js';
import { benchMemory } from './memory.js';
import { benchPreview } from './preview.js';
import { benchRollout } from './rollout.js';
import { benchWhatIf } from './what-if.js';

/** `npm run bench -- <what>`: one JSON line per figure. Times are reported here and asserted nowhere. */
const [what, size] = process.argv.slice(2);
if (what === 'commands') {
  await benchCommands(size ? Number(size) : undefined);
} else if (what === 'memory') {
  await benchMemory(size ? Number(size) : undefined);
} else if (what === 'core') {
  benchCore();
} else if (what === 'directory') {
  await benchDirectory(size ? Number(size) : undefined);
} else if (what === 'lists') {
  await benchLists(size ? Number(size) : undefined);
} else if (what === 'preview') {
  await benchPreview();
} else if (what === 'rollout') {
  await benchRollout(size ? Number(size) : undefined);
} else if (what === 'what-if') {
  await benchWhatIf(size ? Number(size) : undefined);
} else {
  console.error(
    'Which one? `npm run bench -- commands|lists|memory|rollout|what-if [open cases]`, `npm run bench -- directory [learners]` or `npm run bench -- core|preview`',
  );
  process.exitCode = 1;
}
