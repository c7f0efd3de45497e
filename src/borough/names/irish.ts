import { crossed, parts } from './compose.ts'
import { type NameTables, nameTables } from './name-table.ts'

/** Irish names. */
export const irish: NameTables = nameTables({
  surnameFlatness: 14,
  forenameFlatness: 12,
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
  rarer: {
    surnames: [
      ...parts(`Barry Bolger Boyle Brady Breen Browne Buckley Burns Butler Byrnes Cahill Callaghan
        Campbell Carey Cassidy Clancy Clarke Cleary Coffey Coleman Conway Corcoran Costello Coyle
        Cronin Crowley Cullen Curran Cusack Darcy Deegan Delaney Dempsey Devine Devlin Dillon Dolan
        Donnelly Donovan Dowling Duffy Duggan Egan English Fagan Fahy Fallon Farrell Feeney Fennell
        Finnegan Fitzpatrick Flynn Foley Fox Furlong Galvin Geraghty Gibbons Gilligan Gleeson Gorman
        Grace Grady Griffin Halpin Hanlon Harrington Hayes Hennessy Hickey Hogan Horan Hurley Hynes
        Joyce Kavanagh Kearney Keating Keegan Keenan Kehoe Kenny Kiely Kilbride Kinsella Kirwan
        Larkin Leahy Lennon Lonergan Looney Lyons Mackey Maher Mallon Malone Mannion Martin Meehan
        Moloney Mooney Moran Moriarty Morrissey Mulligan Mulvey Nagle Neary Nugent Phelan Power
        Prendergast Quigley Rafferty Reidy Reilly Roche Rooney Rossiter Scanlon Scully Shanahan
        Sheehan Sheridan Slattery Spillane Stapleton Sweeney Tiernan Tierney Timmons Tobin Toner
        Tracey Traynor Tully Wall Whelan`),
      ...crossed(
        `O' Mc Mac`,
        `Adam Ardle Aleese Avoy Boyle Byrne Cabe Callaghan Carroll Cartan Cauley Clean Coy Cullagh
         Dea Devitt Dermott Donagh Dowd Driscoll Dwyer Elroy Evoy Fadden Farrell Feeley Garry Geown
         Gill Ginley Glynn Goldrick Gorman Govern Grady Guinness Hale Hanlon Hara Hare Hugh Inerney
         Keever Kenna Keogh Kiernan Laughlin Leary Loone Mahon Malley Manus Meara Menamin Nally
         Namara Nulty Padden Partlan Polin Quaid Quillan Regan Reilly Rory Rourke Shane Shea Sorley
         Sweeney Tague Tiernan Toole Veigh Vitty`,
      ),
    ],
    boys: parts(`Aaron Adam Alex Archie Ben Bobby Brendan Brian Cathal Charlie Christian Christopher
      Ciaran Colm Cormac Cuan Daire Daithi David Dermot Dylan Eamon Enda Ethan Evan Fergal Fiachra
      Finley Fintan Gearoid George Harry Hugh Iarla Jake Jamie Joe John Jonathan Joseph Joshua Keelan
      Kevin Kian Killian Leo Lochlann Logan Lorcan Luke Malachy Mark Matthew Max Niall Noah Odhran
      Oran Oscar Owen Padraig Paul Peter Rory Ruairi Sam Senan Shane Shay Stephen Tadgh Theo Tiernan
      Tom Tomas William`),
    girls:
      parts(`Abbie Ailbhe Aine Alannah Alice Amelia Amy Anna Aobha Ava Beibhinn Bridget Brid Cara
      Cathy Chloe Clara Dearbhla Doireann Eleanor Ella Ellen Ellie Emma Etain Eva Eve Faye Freya
      Georgia Hannah Hazel Holly Isabelle Isla Ivy Julia Katie Kayla Keeva Laoise Lauren Leah Lily
      Lucy Mairead Maisie Meabh Mia Mila Molly Muireann Naoise Nessa Nora Nuala Olivia Pippa Rachel
      Rebecca Rian Robyn Rosie Ruby Sadhbh Sadie Sarah Siofra Sophia Sophie Tara Teagan Una Zoe`),
  },
})
