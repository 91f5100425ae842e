import fc from 'fast-check';

// A few lives are enough for one mutant. It is dead at its first counterexample, a smaller one would tell nothing more.
process.env.LIVES ??= '60';
process.env.RECORDED_OF ??= '6';
fc.configureGlobal({ ...fc.readConfigureGlobal(), endOnFailure: true });
