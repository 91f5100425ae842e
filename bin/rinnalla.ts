import { explain, StackProblem } from '../stack/problem.js';
import { SettingsProblem } from './settings.js';
import { accessCommand } from './commands/access.js';
import { anchorCommand } from './commands/anchor.js';
import { auditCommand } from './commands/audit.js';
import type { OperatorCommand } from './commands/command-line.js';
import { directoryCommand } from './commands/directory.js';
import { eraseCommand } from './commands/erase.js';
import { exportCommand } from './commands/export.js';
import { holdCommand } from './commands/hold.js';
import { keysCommand } from './commands/keys.js';
import { calendarCommand, policyCommand } from './commands/policy.js';
import { rebuildCommand } from './commands/rebuild.js';
import { retentionCommand } from './commands/retention.js';
import { rolloutCommand } from './commands/rollout.js';
import { salvageCommand } from './commands/salvage.js';
import { statisticsCommand } from './commands/statistics.js';
import { textsCommand } from './commands/texts.js';
import { tokenCommand } from './commands/token.js';
import { verifyCommand } from './commands/verify.js';
import { whatIfCommand } from './commands/whatif.js';

/** `npx rinnalla`: the operator's commands. docs/runbook.md says when to use which. */
const commands: Readonly<Record<string, OperatorCommand>> = {
  access: accessCommand,
  anchor: anchorCommand,
  audit: auditCommand,
  calendar: calendarCommand,
  directory: directoryCommand,
  erase: eraseCommand,
  export: exportCommand,
  hold: holdCommand,
  keys: keysCommand,
  policy: policyCommand,
  rebuild: rebuildCommand,
  retention: retentionCommand,
  rollout: rolloutCommand,
  salvage: salvageCommand,
  statistics: statisticsCommand,
  texts: textsCommand,
  token: tokenCommand,
  verify: verifyCommand,
  whatif: whatIfCommand,
};

function overview(): string {
  const lines = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(11)}${summary}`);
  return [
    'rinnalla <command>: what the people who run Rinnalla do by hand.',
    '',
    ...lines,
    `  ${'help'.padEnd(11)}this list, or \`help <command>\``,
    '',
    'Settings come from the environment; what is unset there, from the embedded stack that runs on RINNALLA_HOME.',
    'Exit codes: 0 all is well, 1 something is not (the output says what).',
  ].join('\n');
}

async function main([name = 'help', ...args]: readonly string[]): Promise<number> {
  const asked = name === 'help' ? args[0] : args.includes('--help') ? name : undefined;
  if (name === 'help' || name === '--help' || asked) {
    console.log((asked && commands[asked]?.help) || overview());
    return asked && !commands[asked] ? 1 : 0;
  }
  const command = commands[name];
  if (!command)
    throw new StackProblem(`There is no command "${name}".`, '`npx rinnalla help` lists those there are.');
  return command.run(args);
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (failure: unknown) => {
    const debug = process.env['LOG_LEVEL'] === 'debug';
    const expected = failure instanceof StackProblem || failure instanceof SettingsProblem;
    console.error(expected || debug ? explain(failure, debug) : `It failed: ${explain(failure)}`);
    process.exitCode = 1;
  },
);
