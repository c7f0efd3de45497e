import { crossed, parts } from './compose.ts'
import { type NameTables, nameTables } from './name-table.ts'

/** Gujarati, Tamil and other Indian names. */
export const indian: NameTables = nameTables({
  surnameFlatness: 3,
  forenameFlatness: 7,
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
  rarer: {
    surnames: [
      ...parts(`Acharya Agarwal Amin Bakshi Bansal Barot Bhagat Bhakta Bhatt Bhavsar Bose Chatterjee
        Chauhan Chaudhari Chopra Dalal Darji Das Dave Devani Dhokia Dutta Gajjar Gandhi Ganatra Ghelani
        Ghosh Gohil Gosai Goswami Halai Hirani Iyengar Jadeja Jain Jani Jobanputra Kanabar Kapadia
        Kerai Khanna Kotecha Krishnan Kulkarni Lakhani Limbachia Lodhia Madhani Makwana Malhotra
        Mandalia Mathur Menon Mishra Mukherjee Nagar Naidu Naik Nambiar Natarajan Odedra Pandya Panchal
        Pabari Parekh Parikh Pathak Pujara Raja Rajput Raman Rana Rathod Raval Ruparelia Sanghvi Saraiya
        Savani Sethi Seth Shukla Sheth Sinha Sodha Solanki Soni Srinivasan Subramaniam Suthar Swamy
        Tanna Tank Trivedi Upadhyay Vaghela Vaja Varsani Vadher Vekaria Visani Vora Wadhwa Zala`),
      ...crossed(
        `Asar Bhan Bhud Chand Chhat Dev Dhan Gang Gop Hari Hem Jag Jeth Kals Kesh Kish Lal Ladh Mal Man
         Meg Mul Nar Nath Pop Prem Ram Rat Rup Sach Sam Sav Sham Thak Tej Tul Vas Vis`,
        `ani adia aria iya wala kar ekar lani`,
      ),
    ],
    boys: parts(`Aadi Aarush Abhay Abhinav Adarsh Aditya Ajay Akash Akhil Akshay Aman Amar Anand Aniket
      Anish Anuj Arnav Arun Ashwin Atharv Avi Ayush Bhavin Chetan Chirag Darsh Deep Deven Dhaval Dhilan
      Dilan Eshan Gautam Gaurav Hari Harsh Hiren Hrithik Jash Jay Jayan Jeevan Kailash Kamal Karthik
      Kavi Keshav Kiaan Kishan Krishna Kunal Laksh Lokesh Madhav Manav Mihir Milan Mohit Naman Naveen
      Niraj Nirav Nishant Ojas Parth Pranav Prem Rajan Raj Ravi Reyansh Rishi Ritesh Rohit Roshan Rudra
      Sachin Sahil Samir Sanjay Shaan Shiv Shreyas Shivam Siddharth Sohan Suraj Tanish Tejas Uday Utkarsh
      Varun Ved Veer Vihaan Vijay Vikram Vinay Viraj Vishal Vivek Yuvraj`),
    girls:
      parts(`Aadya Aaradhya Aarohi Aarya Aditi Aishwarya Akshara Amisha Amrita Ananya Anika Anjali Anvi
      Anushka Aparna Arya Avani Ayushi Bhavika Bindiya Charvi Deepa Deepika Devika Dhara Dhriti Disha
      Divya Drashti Esha Falguni Gauri Gayatri Hansa Heena Himani Hiya Ila Ira Ishani Ishita Janvi Jasmin
      Jhanvi Juhi Kajal Kaveri Khushi Kiara Kinjal Kriti Lakshmi Lavanya Leena Mahi Mansi Megha Mira
      Misha Mitali Mohini Myra Naina Nandini Navya Neha Neeta Nidhi Nikita Nila Nitya Palak Pari Parvati
      Prachi Pragya Pranavi Prisha Rachna Reena Rhea Rinku Ritika Roshni Ruchi Rupa Sakshi Sanjana Sapna
      Sejal Shanaya Shreya Shruti Siya Smriti Sneha Sonali Swara Tanvi Trisha Tulsi Uma Urvi Vaishali
      Vani Vidya Vrinda Yamini Zeel`),
  },
})
