import type { ErrorDeclarations } from './error-declaration.js';

/** The command line and the simulator. */
export const COMMAND_LINE_ERRORS = {
  'ATTACK.STOPPED': {
    kind: 'unavailable',
    meaning: 'The attack was stopped before its end.',
    action: 'Run it again.',
  },
  'BENCH.NOT_DECIDED': {
    kind: 'timeout',
    meaning: 'Not all predictions were decided in time.',
    action: 'Run it again on a quiet machine; read the logs.',
  },
  'BENCH.NO_BROWSER': {
    kind: 'unavailable',
    meaning: 'The control room is measured in a Chromium, and this machine has none.',
    action: 'Install the package that the message names, or name a Chromium in EAGLE_CHROMIUM.',
  },
  'BENCH.NO_MODEL': {
    kind: 'timeout',
    meaning: 'An organization of the bench got no model.',
    action: 'Read the message and the log of training.',
  },
  'BENCH.NO_PLAN': {
    kind: 'bug',
    meaning: 'The data of a benchmark does not give a training.',
    action: 'Correct the benchmark.',
  },
  'BENCH.NOT_STORED': {
    kind: 'timeout',
    meaning: 'The historian did not store what the bench published.',
    action: 'Run it again on a quiet machine; read the log of the historian.',
  },
  'BENCH.STOPPED': {
    kind: 'unavailable',
    meaning: 'The bench was stopped before its end.',
    action: 'Run it again.',
  },
  'CHAOS.STOPPED': {
    kind: 'unavailable',
    meaning: 'The chaos run was stopped before its end.',
    action: 'Run it again.',
  },
  'COMPOSE.NO_MARKS': {
    kind: 'invalid',
    meaning: '`docker-compose.yml` lacks one of the two lines between which its services are written.',
    action: 'Restore the line that the message names.',
  },
  'CONTAINERS.FAULT_REFUSED': {
    kind: 'invalid',
    meaning: 'The simulator refused the fault.',
    action: 'Read the message.',
  },
  'CONTAINERS.IMAGE_WRONG': {
    kind: 'bug',
    meaning: 'The image lacks something that it must have.',
    action: 'Read the message.',
  },
  'CONTAINERS.LEFT': {
    kind: 'bug',
    meaning: 'A part of the stack was left after its end.',
    action: 'Remove what the message names.',
  },
  'CONTAINERS.LOOSE': {
    kind: 'bug',
    meaning: 'A container is writable, has capabilities or runs as root.',
    action: 'Correct the compose file.',
  },
  'CONTAINERS.NOT_HEARD': {
    kind: 'timeout',
    meaning: 'An expected message did not come over the socket in time.',
    action: 'Read the logs of the containers.',
  },
  'CONTAINERS.NO_CONTAINER': {
    kind: 'not-found',
    meaning: 'A service has no container.',
    action: 'Read the logs of the engine.',
  },
  'CONTAINERS.NO_CONTROL_ROOM': {
    kind: 'bug',
    meaning: 'The gateway of the stack does not serve the control room.',
    action: 'Read the message: the image was built without `apps/web/dist/site`.',
  },
  'CONTAINERS.NO_OPERATOR': {
    kind: 'bug',
    meaning: 'The organization of the try has no operator.',
    action: 'Report it.',
  },
  'CONTAINERS.NO_PLANT': {
    kind: 'bug',
    meaning: 'The plant of the try was not prepared.',
    action: 'Report it.',
  },
  'CONTAINERS.RESTARTED': {
    kind: 'bug',
    meaning: 'The message server was started again on a full disk.',
    action: 'Report it.',
  },
  'CONTAINERS.STOPPED': {
    kind: 'unavailable',
    meaning: 'The try of the containers was stopped before its end.',
    action: 'Run it again.',
  },
  'CONTAINERS.TIMEOUT': {
    kind: 'timeout',
    meaning: 'A step of the try took too long.',
    action: 'Read the message and the logs of the containers.',
  },
  'DEAD_LETTERS.NO_SUPER_ADMIN': {
    kind: 'not-found',
    meaning: '`run.json` names no super-admin to sign in as.',
    action: 'Start the platform with `npm start`.',
  },
  'EVALUATE.BAD_CONFIG': {
    kind: 'invalid',
    meaning: 'The configuration of the evaluation cannot be used.',
    action: 'Correct what the message names.',
  },
  'EVALUATE.NOT_WRITABLE': {
    kind: 'invalid',
    meaning: 'The report cannot be written.',
    action: 'Give another file.',
  },
  'EVALUATE.STOPPED': {
    kind: 'unavailable',
    meaning: 'The evaluation was stopped before its end.',
    action: 'Run it again.',
  },
  'EXPORT_COMMAND.CANCELLED': {
    kind: 'conflict',
    meaning: 'The export was cancelled.',
    action: 'Request it again.',
  },
  'EXPORT_COMMAND.DOWNLOAD_BROKE': {
    kind: 'unavailable',
    meaning: 'The file of the export did not come whole.',
    action: 'Repeat the command with `--resume` and the id of the export: it goes on where it ended.',
  },
  'EXPORT_COMMAND.NO_SUPER_ADMIN': {
    kind: 'not-found',
    meaning: '`run.json` names no super-admin to sign in as.',
    action: 'Start the platform with `npm start`.',
  },
  'GATEWAY.CONFLICT': {
    kind: 'conflict',
    meaning: 'The gateway refused the request: something changed or exists.',
    action: 'Read the message; `details.code` is the gateway’s code.',
  },
  'GATEWAY.NOT_FOUND': {
    kind: 'not-found',
    meaning: 'The gateway knows nothing at this address.',
    action: 'Read the message; `details.code` is the gateway’s code.',
  },
  'GATEWAY.REFUSED': {
    kind: 'invalid',
    meaning: 'The gateway refused the request.',
    action: 'Read the message; `details.code` is the gateway’s code.',
  },
  'GATEWAY.UNAVAILABLE': {
    kind: 'unavailable',
    meaning: 'The gateway could not answer.',
    action: 'Try again.',
  },
  'PREPARE.BAD_ENVIRONMENT': {
    kind: 'invalid',
    meaning: 'The environment of `eagle prepare` cannot be used.',
    action: 'Correct the variables that the message names.',
  },
  'RECORDING.INVALID': {
    kind: 'invalid',
    meaning: 'The recording cannot be used.',
    action: 'Read the message; it names file, line and column.',
  },
  'REPLAY.BAD_CONFIG': {
    kind: 'invalid',
    meaning: 'The configuration of the replay cannot be used.',
    action: 'Correct what the message names.',
  },
  'REPLAY.MODEL_LATE': {
    kind: 'timeout',
    meaning: 'No model became live in time.',
    action: 'Run it again; read the log of training.',
  },
  'REPLAY.NO_MODEL': {
    kind: 'invalid',
    meaning: 'The recording was not enough to train a model.',
    action: 'Read the reason; give a longer history.',
  },
  'REPLAY.STALLED': {
    kind: 'timeout',
    meaning: 'The platform makes no progress with the recording.',
    action: 'Run it again with `--keep` and read its logs.',
  },
  'REPLAY.STOPPED': {
    kind: 'unavailable',
    meaning: 'The replay was stopped before its end.',
    action: 'Run it again.',
  },
  'SERVICES.MANIFEST_INVALID': {
    kind: 'bug',
    meaning: 'The manifest of a service cannot be used.',
    action: 'Correct `service.ts` of the service.',
  },
  'SERVICES.MANIFEST_MISPLACED': {
    kind: 'bug',
    meaning: 'A manifest is in the folder of another service.',
    action: 'Give folder and service one name.',
  },
  'SERVICES.NO_START_ORDER': {
    kind: 'bug',
    meaning: 'Services start after each other in a circle.',
    action: 'Correct `startsAfter`.',
  },
  'SIMULATE.PLANT_NOT_WIDE': {
    kind: 'invalid',
    meaning: 'The plant writes one row per tag, which a recording does not.',
    action: 'Choose plant a or b.',
  },
  'SIMULATE.PLANT_UNKNOWN': {
    kind: 'invalid',
    meaning: 'There is no such plant.',
    action: 'Choose one that the message names.',
  },
  'SIMULATOR.COMPONENT_UNKNOWN': {
    kind: 'not-found',
    meaning: 'The plant has no such component.',
    action: 'Choose one that the message names.',
  },
  'SIMULATOR.NOT_LIVE': {
    kind: 'unavailable',
    meaning: 'The plant still fills its history.',
    action: 'Try again in a moment.',
  },
  'SIMULATOR.PLANT_UNKNOWN': {
    kind: 'not-found',
    meaning: 'The plant does not run here.',
    action: 'Check `PLANTS`.',
  },
  'SIMULATOR.REQUEST_INVALID': {
    kind: 'invalid',
    meaning: 'The request to the simulator cannot be used.',
    action: 'Correct it.',
  },
  'SIMULATOR.UNDER_REPAIR': {
    kind: 'conflict',
    meaning: 'The component is already under repair.',
    action: 'Wait for the end of the repair.',
  },
  'START.LEFTOVER': {
    kind: 'conflict',
    meaning: 'A process of an earlier start still runs and cannot be ended.',
    action: 'End it first.',
  },
  'START.NO_LAN': {
    kind: 'unavailable',
    meaning: 'This machine has no address at which a phone could reach it, or not the one that was given.',
    action: 'Connect it to the network of the phone, give one of its addresses, or leave `--lan` out.',
  },
  'START.NOT_READY': {
    kind: 'timeout',
    meaning: 'A process did not become ready in time.',
    action: 'Read its log.',
  },
  'START.NOT_SCALABLE': {
    kind: 'invalid',
    meaning: 'The service cannot have several replicas, or does not exist.',
    action: 'Correct `--scale`.',
  },
  'START.NO_TRAINER': {
    kind: 'unavailable',
    meaning: 'The Python packages of the trainer are missing.',
    action: 'Run `npm start`, which sets them up.',
  },
  'STATE.IN_USE': {
    kind: 'conflict',
    meaning: 'The folder is used by a running platform.',
    action: 'Stop it, or give another folder in `EAGLE_HOME`.',
  },
  'STATE.NOT_OURS': {
    kind: 'conflict',
    meaning: 'The folder holds something else.',
    action: 'Give an empty or new folder in `EAGLE_HOME`.',
  },
  'STATUS.NOT_RUNNING': {
    kind: 'not-found',
    meaning: 'Nothing runs from this folder.',
    action: 'Start the platform with `npm start`.',
  },
} as const satisfies ErrorDeclarations;
