// Jobs by LoopBack's built-in model in memory, on loopback: node loopback_jobs.js PORT, with db.json beside it.
const loopback = require('loopback'); const jobs = JSON.parse(require('fs').readFileSync('db.json')).jobs; const app = loopback();
app.dataSource('kept', {connector: 'memory'});
const shape = {id: {type: 'number', id: true}, name: 'string', status: 'string', rank: 'number', created: 'string'};
const job = app.registry.createModel('Job', shape, {plural: 'jobs'});
app.model(job, {dataSource: 'kept', public: true}); app.use('/api', loopback.rest());
job.create(jobs, (wrong) => { if (wrong) throw wrong; app.listen(Number(process.argv[2]), '127.0.0.1'); });
