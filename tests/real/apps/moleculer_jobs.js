// Jobs by the action "list" of Moleculer's database mixin behind its API gateway, on loopback: node moleculer_jobs.js PORT, with db.json beside it.
const {ServiceBroker} = require('moleculer'); const gateway = require('moleculer-web'); const kept = require('moleculer-db');
const jobs = JSON.parse(require('fs').readFileSync('db.json')).jobs; const broker = new ServiceBroker({logger: false});
broker.createService({name: 'jobs', mixins: [kept], settings: {idField: 'id', pageSize: 10, maxPageSize: 50},
  async afterConnected() { await this.adapter.insertMany(jobs.map((job) => ({...job, _id: String(job.id)}))); }});
broker.createService({name: 'gateway', mixins: [gateway],
  settings: {ip: '127.0.0.1', port: Number(process.argv[2]), routes: [{path: '/', aliases: {'REST jobs': 'jobs'}}]}});
broker.start();
