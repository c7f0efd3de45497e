import { type NameTables, nameTables } from './name-table.ts'

/** Irish names. */
export const irish: NameTables = nameTables({
  surnameFlatness: 5,
  forenameFlatness: 6,
  surnames: `
    Murphy Kelly Walsh Byrne Ryan O'Brien O'Connor O'Neill O'Sullivan Doyle McCarthy Gallagher
    Doherty Kennedy Lynch Murray Quinn Moore McLoughlin Carroll Connolly Daly O'Connell Wilson
    Dunne Brennan Burke Collins Fitzgerald O'Donnell McGrath Nolan Flanagan Healy Keane`,
  boys: `
    Jack Conor James Daniel Sean Oisin Michael Patrick Cillian Liam Finn Rian Ryan Cian Aidan Darragh
    Eoin Thomas Callum Declan Fionn Ronan`,
  girls: `
    Grace Emily Saoirse Aoife Ciara Niamh Caoimhe Orla Roisin Sinead Erin Fiadh Clodagh Aisling
    Eimear Maeve Mary Kate Eabha Orlaith`,
  men: `
    Patrick John Michael Sean Kevin Brendan Declan Liam Padraig Aidan Gerard Eamon Brian Ciaran
    Dermot Kieran Fergal Niall`,
  women: `
    Mary Bridget Siobhan Sinead Niamh Aoife Deirdre Orla Grainne Fionnuala Bernadette Maeve
    Roisin Eileen Noreen Aisling Patricia`,
})
