const { statSync } = require('node:fs');
const { default: Sequencer } = require('@jest/test-sequencer');
const kill = require('./kill.cjs');

/** Tests that live through many random cases; all others are done in an instant. */
const slow = /random-lives|what-if|property/;

const compare = (one, other) => (one === other ? 0 : one - other);

/** What killed the neighbour most likely kills this mutant as well; then the small files, the slow ones last. */
module.exports = class QuickFirst extends Sequencer {
  sort(tests) {
    return tests.toSorted(
      ({ path: one }, { path: other }) =>
        compare(slow.test(one), slow.test(other)) ||
        compare(kill.since(one), kill.since(other)) ||
        compare(statSync(one).size, statSync(other).size),
    );
  }
};
