import fc from 'fast-check';

// A mutant is dead at its first counterexample; a smaller one would tell nothing more.
fc.configureGlobal({ ...fc.readConfigureGlobal(), endOnFailure: true });
