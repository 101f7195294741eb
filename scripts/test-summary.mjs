// Prints "N passed, N failed" from the file that `jest --json --outputFile` wrote, as the last line of .ci/run.
// Fails when a test failed and when none ran. A test file that does not even load counts as one failure:
// Jest itself would report none of its tests.
import { readFileSync } from "node:fs";

const nothing = {
  numPassedTests: 0,
  numFailedTests: 0,
  numPendingTests: 0,
  numRuntimeErrorTestSuites: 0,
  success: false,
};

const readResults = (file) => {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    console.error(`No test results: ${error.message}`);
    return nothing;
  }
};

const results = readResults(process.argv[2]);
const passed = results.numPassedTests;
const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
const skipped = results.numPendingTests;

console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
if (!results.success || passed + failed === 0) process.exitCode = 1;
