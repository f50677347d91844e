import { createContext, useContext } from 'react';
import { PlantTime } from './plant-time.js';

export const PlantTimeContext = createContext(new PlantTime('UTC', 'en'));

/** The plant's zone: every time on a page is written with it. */
export const usePlantTime = (): PlantTime => useContext(PlantTimeContext);
