import { measureBombs } from "./abuse.js";
import { measureCold } from "./cold.js";
import { measureNoisyNeighbour } from "./noisy-neighbour.js";
import { Stage } from "./stage.js";
import { measureThroughput } from "./throughput.js";

const stage = await Stage.open();
try {
  const standIn = await stage.startStandIn();
  console.log(await measureCold(stage, standIn));
  console.log(`\n${await measureThroughput(stage, standIn)}`);
  console.log(`\n${await measureNoisyNeighbour(stage, standIn)}`);
  console.log(`\n${await measureBombs(stage, standIn)}`);
} finally {
  await stage.close();
}
