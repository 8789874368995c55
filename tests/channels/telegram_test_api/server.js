// telegram-test-api, brought closer to Telegram where it differs: node server.js PORT DOOR
// DOOR: where the desk really listens, in place of the public address that it registers.
const routesOfTheServer = require("telegram-test-api/lib/routes/index").routes;
const TelegramServer = require("telegram-test-api");

const [port, door] = process.argv.slice(2);
const calls = [];
const faults = [];
const yes = (res, result) => res.status(200).json({ ok: true, result });

routesOfTheServer.unshift((app, server) => {
  app.get("/_log", (req, res) => res.json(calls));
  app.post("/_fault", (req, res) => { faults.push(req.body); yes(res, true); });
  app.use("/bot:token/:method", (req, res, next) => {
    const { method } = req.params;
    if (method !== "getUpdates") calls.push({ method, body: req.body });
    const fault = faults.find((each) => each.method === method && each.n > 0);
    if (!fault) return next();
    fault.n -= 1;
    return res.status(fault.status).json(fault.body);
  });
  const shown = (message) => ({ ...message, date: Math.floor(Date.now() / 1000) });
  const edited = (req, res) =>
    yes(res, shown({ message_id: Number(req.body.message_id), chat: { id: Number(req.body.chat_id), type: "private" }, text: "…" }));
  const bot = {
    getMe: (req, res) => yes(res, { id: 4242, is_bot: true, first_name: "tinbao", username: "tinbao_bot" }),
    sendMessage: (req, res) => yes(res, shown(server.addBotMessage(req.body, req.params.token))),
    editMessageText: (req, res) => { server.editMessageText(req.body); edited(req, res); },
    editMessageReplyMarkup: edited,
    setWebhook: (req, res) => { server.setWebhook(req.body, req.params.token); yes(res, true); },
  };
  for (const name of ["sendChatAction", "answerCallbackQuery", "setMyCommands", "setMyDescription", "setMyShortDescription"])
    bot[name] = (req, res) => yes(res, true);
  for (const [name, answer] of Object.entries(bot)) app.post(`/bot:token/${name}`, answer);
});

const format = TelegramServer.formatUpdate;
TelegramServer.formatUpdate = (update) => {
  const formatted = format(update);
  if (formatted.callback_query) formatted.callback_query.chat_instance = "1";
  if (formatted.message) delete formatted.message.botToken;
  return formatted;
};

TelegramServer.prototype.addUserUpdate = async function addUserUpdate(update) {
  const hook = this.webhooks[update.botToken];
  this.updateId += 1; // before anything is awaited: no two updates with one number
  if (!hook) return this.storage.userMessages.push(update);
  const headers = { "Content-Type": "application/json" };
  if (hook.secret_token) headers["X-Telegram-Bot-Api-Secret-Token"] = hook.secret_token;
  const body = JSON.stringify(TelegramServer.formatUpdate(update));
  const answer = await fetch(door + new URL(hook.url).pathname, { method: "POST", headers, body });
  return calls.push({ method: "webhook", body: { status: answer.status } });
};

new TelegramServer({ port: Number(port), host: "127.0.0.1" }).start();
