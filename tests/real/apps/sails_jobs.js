// Jobs by the blueprint "find" of Sails, on loopback: node sails_jobs.js PORT, with db.json beside it; nothing is kept on disk.
const sails = require('sails'); const jobs = JSON.parse(require('fs').readFileSync('db.json')).jobs;
const attributes = {id: {type: 'number', autoIncrement: true}, name: {type: 'string'}, status: {type: 'string'},
  rank: {type: 'number', allowNull: true}, created: {type: 'string'}};
const off = {grunt: false, session: false, sockets: false, pubsub: false, i18n: false, csrf: false, views: false};
sails.lift({appPath: process.cwd(), port: Number(process.argv[2]), explicitHost: '127.0.0.1', log: {level: 'warn'}, hooks: {...off, orm: require('sails-hook-orm')},
  orm: {moduleDefinitions: {models: {job: {attributes}}}}, datastores: {default: {adapter: require('sails-disk'), inMemoryOnly: true}},
  models: {migrate: 'drop', schema: true, primaryKey: 'id', dataEncryptionKeys: {default: 'bWFkZSB1cCBtYWRlIHVwIG1hZGUgdXAgbWFkZSB1cCE='}},
  blueprints: {rest: true, shortcuts: false, actions: false, autoWatch: false},
  bootstrap: (done) => sails.models.job.createEach(jobs).exec(done)}, (wrong) => { if (wrong) { console.error(wrong); process.exit(1); } });
