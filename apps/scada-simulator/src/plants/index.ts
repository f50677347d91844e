import type { DemoPlant } from './demo-plant.js';
import { furnaceA } from './furnace-a.js';
import { furnaceB } from './furnace-b.js';
import { pumpsC } from './pumps-c.js';

export type { DemoPlant, PlantConfig, PlantFeed, PlantKey, SourceTable } from './demo-plant.js';
export type { PlantSimulation, SourceRow } from '../simulate/plant-simulation.js';
export { prepareScada, type PreparedPlant, type PrepareScadaOptions } from '../scada/prepare-scada.js';

/** The three demonstration plants: a furnace line, another with untidy records, and a pumping station. */
export const demoPlants: readonly DemoPlant[] = [furnaceA, furnaceB, pumpsC];
