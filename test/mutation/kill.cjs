const mutant = () => process.env['__STRYKER_ACTIVE_MUTANT__'];

// One process tries many mutants, one after the other; each names itself in the environment.
let dead;
/** Files of tests, the one that killed last in front. */
let killers = [];

module.exports = {
  /** A test has failed: this mutant is dead, nothing more is to be learned of it. */
  record(file) {
    dead = mutant();
    killers = [file, ...killers.filter((it) => it !== file)];
  },
  isDone: () => mutant() !== undefined && mutant() === dead,
  isMutant: () => mutant() !== undefined,
  /** How many files have killed since this one did; without end for one that never did. */
  since: (file) => (killers.includes(file) ? killers.indexOf(file) : Infinity),
};
