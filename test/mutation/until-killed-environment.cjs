const { TestEnvironment } = require('jest-environment-node');
const kill = require('./kill.cjs');

/** Passes over the tests of a file that come after the one that killed the mutant. */
module.exports = class UntilKilled extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    this.file = context.testPath;
  }

  handleTestEvent(event) {
    if (event.name === 'test_start' && kill.isDone()) event.test.mode = 'skip';
    if (event.name === 'test_done' && event.test.errors.length > 0) kill.record(this.file);
  }
};
