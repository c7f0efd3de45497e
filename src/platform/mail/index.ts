export { listMail, type Mail, type MailRow, queueMail } from './data/mail.queries.ts'
export { deliverMail, type SendMail, smtpSender } from './deliver-mail.ts'
