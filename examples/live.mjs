// Prints the load of the machine every five seconds. Node 22 or newer, nothing to install. The key needs monitoring:read.
//   CLOUDCUBE_URL=wss://nas.home.arpa:8443 CLOUDCUBE_KEY=ccb_… NODE_EXTRA_CA_CERTS=cloudcube-ca.crt node live.mjs
const { CLOUDCUBE_URL = 'ws://127.0.0.1:8080', CLOUDCUBE_KEY = '' } = process.env;

const socket = new WebSocket(`${CLOUDCUBE_URL}/api/v2/ws/system/status`, [
  'cloudcube.v1',
  `bearer.${CLOUDCUBE_KEY}`,
]);

socket.addEventListener('message', ({ data }) => {
  const { type, data: told } = JSON.parse(data);
  if (type === 'system_status') {
    console.log(`cpu ${told.cpu_usage} %, memory ${told.memory_usage} %, disk ${told.disk_usage} %`);
  }
});
socket.addEventListener('error', () => console.error('not connected'));
socket.addEventListener('close', ({ code, reason }) => {
  console.error(`closed: ${code} ${reason}`);
  process.exitCode = 1;
});
