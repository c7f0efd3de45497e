import { type NameTables, nameTables } from './name-table.ts'

/** Gujarati, Tamil and other Indian names. */
export const indian: NameTables = nameTables({
  surnameFlatness: 2,
  forenameFlatness: 4,
  surnames: `
    Patel Shah Sharma Kumar Mistry Desai Joshi Mehta Gupta Parmar Chauhan Solanki Reddy Nair
    Iyer Verma Kapoor Tailor Lad Thakkar Rao Pillai Modi Vyas`,
  boys: `
    Aarav Dev Krish Rohan Arjun Dhruv Kian Aryan Vivaan Jai Nikhil Ishaan Rahul Yash Om Neel
    Advait Karan`,
  girls: `
    Anaya Diya Aanya Saanvi Riya Maya Kavya Isha Priya Nisha Anika Meera Tara Jiya Pooja Radhika
    Krisha`,
  men: `
    Rajesh Amit Sanjay Vijay Nilesh Hitesh Manish Rakesh Ashok Dipesh Kiran Bhavesh Sunil Jignesh
    Prakash Anil`,
  women: `
    Priya Nisha Hetal Bhavna Sonal Kavita Meena Jyoti Reena Daksha Hina Pallavi Anjali Sunita
    Rupal Deepa`,
})
