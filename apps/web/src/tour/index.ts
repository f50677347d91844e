export { TourOffer } from './tour-offer.js';
