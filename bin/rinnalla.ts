import { explain, StackProblem } from '../stack/problem.js';
import { SettingsProblem } from './settings.js';
import type { OperatorCommand } from './commands/command-line.js';

/**
 * `npx rinnalla`: the operator's commands. docs/runbook.md says when to use which. Each is loaded when it is asked for:
 * what one needs would keep all the others waiting.
 */
const commands: Readonly<Record<string, () => Promise<OperatorCommand>>> = {
  access: async () => (await import('./commands/access.js')).accessCommand,
  addressees: async () => (await import('./commands/addressees.js')).addresseesCommand,
  anchor: async () => (await import('./commands/anchor.js')).anchorCommand,
  audit: async () => (await import('./commands/audit.js')).auditCommand,
  calendar: async () => (await import('./commands/policy.js')).calendarCommand,
  directory: async () => (await import('./commands/directory.js')).directoryCommand,
  erase: async () => (await import('./commands/erase.js')).eraseCommand,
  export: async () => (await import('./commands/export.js')).exportCommand,
  hold: async () => (await import('./commands/hold.js')).holdCommand,
  keys: async () => (await import('./commands/keys.js')).keysCommand,
  policy: async () => (await import('./commands/policy.js')).policyCommand,
  rebuild: async () => (await import('./commands/rebuild.js')).rebuildCommand,
  retention: async () => (await import('./commands/retention.js')).retentionCommand,
  rollout: async () => (await import('./commands/rollout.js')).rolloutCommand,
  salvage: async () => (await import('./commands/salvage.js')).salvageCommand,
  services: async () => (await import('./commands/services.js')).servicesCommand,
  statistics: async () => (await import('./commands/statistics.js')).statisticsCommand,
  texts: async () => (await import('./commands/texts.js')).textsCommand,
  token: async () => (await import('./commands/token.js')).tokenCommand,
  verify: async () => (await import('./commands/verify.js')).verifyCommand,
  whatif: async () => (await import('./commands/whatif.js')).whatIfCommand,
};

async function overview(): Promise<string> {
  const all = Object.entries(commands).map(async ([name, load]) => {
    const { summary } = await load();
    return `  ${name.padEnd(11)}${summary}`;
  });
  const lines = await Promise.all(all);
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
    const known = asked ? await commands[asked]?.() : undefined;
    console.log(known?.help ?? (await overview()));
    return asked && !known ? 1 : 0;
  }
  const command = await commands[name]?.();
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
