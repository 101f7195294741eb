import { parseArgs } from "node:util";
import { createCompany } from "./company.js";
import { createControlServer } from "./control.js";
import { listenOnLoopback } from "./loopback.js";
import { createScimStandIn } from "./scim/stand-in.js";
import { createTalkdeskStandIn } from "./talkdesk/stand-in.js";
import { createTeamworkDeskStandIn } from "./teamwork-desk/stand-in.js";
import { createTeamworkProjectsStandIn } from "./teamwork-projects/stand-in.js";
import { createTeamworkSpacesStandIn } from "./teamwork-spaces/stand-in.js";
import { createTiledeskStandIn } from "./tiledesk/stand-in.js";

interface Flags {
  readonly port: number;
  readonly talkdeskPort: number;
  readonly scimPort: number;
  readonly teamworkProjectsPort: number;
  readonly teamworkDeskPort: number;
  readonly teamworkSpacesPort: number;
  readonly controlPort: number;
  readonly people: number;
  readonly projects: number;
  readonly seed: number;
  readonly exitWithParent: boolean;
}

const ports = { from: 0, to: 65_535 };

function readFlags(): Flags {
  const { values } = parseArgs({
    options: {
      port: { type: "string", default: "0" },
      "talkdesk-port": { type: "string", default: "0" },
      "scim-port": { type: "string", default: "0" },
      "teamwork-projects-port": { type: "string", default: "0" },
      "teamwork-desk-port": { type: "string", default: "0" },
      "teamwork-spaces-port": { type: "string", default: "0" },
      "control-port": { type: "string", default: "0" },
      people: { type: "string", default: "200" },
      projects: { type: "string", default: "1" },
      seed: { type: "string", default: "1" },
      "exit-with-parent": { type: "boolean", default: false },
    },
  });
  return {
    port: wholeNumber("port", values.port, ports),
    talkdeskPort: wholeNumber("talkdesk-port", values["talkdesk-port"], ports),
    scimPort: wholeNumber("scim-port", values["scim-port"], ports),
    teamworkProjectsPort: wholeNumber("teamwork-projects-port", values["teamwork-projects-port"], ports),
    teamworkDeskPort: wholeNumber("teamwork-desk-port", values["teamwork-desk-port"], ports),
    teamworkSpacesPort: wholeNumber("teamwork-spaces-port", values["teamwork-spaces-port"], ports),
    controlPort: wholeNumber("control-port", values["control-port"], ports),
    people: wholeNumber("people", values.people, { from: 1, to: 200_000 }),
    projects: wholeNumber("projects", values.projects, { from: 1, to: 1_000 }),
    seed: wholeNumber("seed", values.seed, { from: 0, to: 0xffff_ffff }),
    exitWithParent: values["exit-with-parent"],
  };
}

function wholeNumber(flag: string, text: string, range: { from: number; to: number }): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= range.from && number <= range.to) return number;
  throw new Error(`--${flag} is a whole number from ${range.from} to ${range.to}, not "${text}".`);
}

/** Bad flags are the caller's mistake: said on stderr, exit code 2. */
function readFlagsOrExit(): Flags {
  try {
    return readFlags();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(2);
  }
}

async function main(): Promise<void> {
  const flags = readFlagsOrExit();
  const { people, projects, seed } = flags;
  const company = createCompany(people, seed);
  const standIns = [
    { standIn: createTiledeskStandIn({ company, projects, seed }), port: flags.port },
    { standIn: createTalkdeskStandIn({ company, seed }), port: flags.talkdeskPort },
    { standIn: createScimStandIn({ company, seed }), port: flags.scimPort },
    { standIn: createTeamworkProjectsStandIn({ company, seed }), port: flags.teamworkProjectsPort },
    { standIn: createTeamworkDeskStandIn({ company }), port: flags.teamworkDeskPort },
    { standIn: createTeamworkSpacesStandIn({ company, seed }), port: flags.teamworkSpacesPort },
  ];
  const introductions: Record<string, object> = {};
  for (const { standIn, port } of standIns) {
    introductions[standIn.name] = standIn.introduce(await standIn.listen(port));
  }
  const control = createControlServer(standIns.map(({ standIn }) => standIn));
  const controlUrl = await listenOnLoopback(control, flags.controlPort);
  const ready = { ready: true, ...introductions, controlUrl };
  process.stdout.write(`${JSON.stringify(ready)}\n`);

  const leave = (): void => {
    process.exit(0);
  };
  process.once("SIGTERM", leave);
  process.once("SIGINT", leave);
  // A parent killed with -9 cannot say goodbye; the end of its pipe does.
  if (flags.exitWithParent) process.stdin.once("end", leave).once("error", leave).resume();
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
