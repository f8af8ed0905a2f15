import type { LabelledList } from "../labelled-list.ts";
import { aquariums } from "./aquariums.ts";
import { babySleep } from "./baby-sleep.ts";
import { backPain } from "./back-pain.ts";
import { bathrooms } from "./bathrooms.ts";
import { breadBaking } from "./bread-baking.ts";
import { camping } from "./camping.ts";
import { catCare } from "./cat-care.ts";
import { crm } from "./crm.ts";
import { dogTraining } from "./dog-training.ts";
import { ecommerce } from "./ecommerce.ts";
import { electricCars } from "./electric-cars.ts";
import { emailMarketing } from "./email-marketing.ts";
import { espresso } from "./espresso.ts";
import { guitar } from "./guitar.ts";
import { hairLoss } from "./hair-loss.ts";
import { homeWifi } from "./home-wifi.ts";
import { invoicing } from "./invoicing.ts";
import { japanTravel } from "./japan-travel.ts";
import { mattresses } from "./mattresses.ts";
import { mortgages } from "./mortgages.ts";
import { payroll } from "./payroll.ts";
import { projectManagement } from "./project-management.ts";
import { running } from "./running.ts";
import { skinCare } from "./skin-care.ts";
import { solarPanels } from "./solar-panels.ts";
import { standingDesks } from "./standing-desks.ts";
import { vegetables } from "./vegetables.ts";
import { weddings } from "./weddings.ts";

/** Facets and parameters were chosen on these five alone; all but the first written without knowledge of the code or its results. */
export const TUNING: LabelledList[] = [espresso, standingDesks, skinCare, invoicing, camping];

/** Written when the method stood, without knowledge of the code or its results; nothing was changed after the first look. */
export const UNSEEN: LabelledList[] = [
  ...[aquariums, babySleep, backPain, bathrooms, breadBaking, crm, ecommerce, electricCars, emailMarketing],
  ...[guitar, hairLoss, homeWifi, japanTravel, mattresses, mortgages, projectManagement, weddings],
];

/** Not tuned on, but looked at about a dozen times while the method grew; written like `UNSEEN`. */
export const LOOKED_AT: LabelledList[] = [catCare, solarPanels, running];
/** Looked at as often: the first lists, written together with the first version, each keyword from another angle. */
export const FIRST: LabelledList[] = [dogTraining, payroll, vegetables];
