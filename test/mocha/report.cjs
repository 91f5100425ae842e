const { reporters } = require('mocha');

/** What mocha says to people, and beside it the report in the file that is named. */
class Report extends reporters.Base {
  constructor(runner, options) {
    super(runner, options);
    const Told = process.env.CI === 'true' ? reporters.Dot : reporters.Spec;
    this.both = [new Told(runner, options), new reporters.JSON(runner, options)];
  }
}

module.exports = Report;
