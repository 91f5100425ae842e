const { createEmptyTestResult } = require('@jest/test-result');
const { default: circus } = require('jest-circus/runner');
const kill = require('./kill.cjs');

/** The names of the tests of each file. A run without a pattern may be of a mutant that changes the names. */
const names = new Map();
const namesOf = ({ testResults }) => testResults.map((test) => test.fullName);

/** jest takes a file without any test for a fault. */
const passedOver = (testFilePath) => {
  const test = { ancestorTitles: [], title: 'passed over', fullName: 'passed over', status: 'pending' };
  return { ...createEmptyTestResult(), testFilePath, testResults: [{ ...test, failureMessages: [] }] };
};

/**
 * Runs a file of tests, unless the mutant is dead already or no test of the file reaches it: then the file is not
 * even loaded. jest itself cannot stop at the first failure when it is called by another program, and would load
 * every file to find that the pattern passes over all its tests.
 */
module.exports = async (globalConfig, config, environment, runtime, testPath, send) => {
  const reaches = new RegExp(globalConfig.testNamePattern ?? '', 'i');
  const isIdle = kill.isDone() || names.get(testPath)?.every((name) => !reaches.test(name));
  if (kill.isMutant() && isIdle) return passedOver(testPath);
  const result = await circus(globalConfig, config, environment, runtime, testPath, send);
  if (result.testExecError) kill.record(testPath);
  else if (globalConfig.testNamePattern || !kill.isMutant()) names.set(testPath, namesOf(result));
  return result;
};
