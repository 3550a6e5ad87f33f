using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using TeamsAgent.Sandbox;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Tests.Chat.Teams;

public sealed class InboundBodyTests(ChatFixture fixture) : IClassFixture<ChatFixture>
{
    private const string Conversation = "19:bodies@thread.tacv2";

    private ChatHost Host => fixture.Host;

    public static TheoryData<string, int> Bodies => new()
    {
        { "nothing", 400 }, { "not JSON", 400 }, { "an array", 400 }, { "a string", 400 }, { "null", 400 }, { "two documents", 400 }, { "a comment", 400 },
        { "a trailing comma", 400 }, { "a byte order mark", 400 }, { "invalid UTF-8", 400 }, { "half a surrogate pair", 400 }, { "10000 deep", 400 },
        { "65 deep", 400 }, { "the same name twice", 400 }, { "the same name twice inside", 400 }, { "the same name in another case", 400 },
        { "the sender twice in another case", 400 }, { "no type", 400 }, { "a type that is no text", 400 }, { "no id", 400 }, { "no conversation", 400 },
        { "a conversation that is a text", 400 }, { "an id of 10000 characters", 400 }, { "no sender", 400 }, { "no recipient", 400 }, { "no service", 400 },
        { "257 KB", 413 }, { "300 KB in pieces", 413 }, { "10 MB", 413 }, { "gzip", 415 }, { "a gzip bomb", 415 }, { "form", 415 }, { "no type of content", 415 },
        { "UTF-16", 415 }, { "255 KB", 202 }, { "unknown fields", 202 }, { "no text", 202 },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task T35_Malformed_bodies_get_a_plain_refusal_and_change_nothing(string what, int status)
    {
        var before = (await Host.RowsAsync<InboxRow>()).Count;

        using var answer = await SendAsync(Content(what));

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(status == 202 ? before + 1 : before, (await Host.RowsAsync<InboxRow>()).Count);
    }

    [Fact]
    public async Task T35_Whatever_is_changed_in_a_body_there_is_no_server_error_and_nothing_is_left_open()
    {
        // The host is shared with the press test, which puts a request up; the order of the two is nobody's to know.
        var requests = (await Host.RowsAsync<RequestRow>()).Count;
        var random = new Random(20261124);
        var good = Encoding.UTF8.GetBytes(Good().ToJsonString());
        for (var i = 0; i < 1500; i++)
        {
            var body = Mutated(good, random);
            using var answer = await SendAsync(Json(body));
            Assert.True((int)answer.StatusCode < 500, $"{(int)answer.StatusCode} for {Encoding.UTF8.GetString(body)}");
        }

        await Host.QuietAsync(() => Task.CompletedTask);
        Assert.DoesNotContain(await Host.RowsAsync<InboxRow>(), row => row.DoneAt is null && !row.Key.EndsWith("|invoke", StringComparison.Ordinal));
        Assert.Equal(requests, (await Host.RowsAsync<RequestRow>()).Count);
    }

    [Fact]
    public async Task T35_Whatever_is_changed_in_a_press_it_is_answered_and_decides_nothing()
    {
        var request = await Host.PutUpAsync();
        var (card, message) = await Host.PostedAsync(request);
        var random = new Random(4711);
        for (var i = 0; i < 400; i++)
        {
            // Eve may not decide: whatever she sends, nothing may come of it, and nothing may break.
            var press = SomeActivity.Press(Host.Service, People.Eve, card, message, "approve", "because", request.Place.Conversation);
            press["id"] = $"f:{i}";
            using var answer = await SendAsync(Json(Mutated(Encoding.UTF8.GetBytes(press.ToJsonString()), random)));
            Assert.True((int)answer.StatusCode is < 500 or 501, $"{(int)answer.StatusCode}");
            Assert.DoesNotContain("\"statusCode\":500", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }

        Assert.Equal(Domain.Requests.RequestState.AwaitingDecision, (await Host.NowAsync(request)).State);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpContent content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = content };
        request.Headers.ExpectContinue = true;
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + Host.Service.Token(now: Host.Clock.GetUtcNow()));
        return await Host.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private JsonObject Good() => SomeActivity.Message(Host.Service, People.Ana, "help", Conversation);

    private HttpContent Content(string what)
    {
        var good = Good();
        var text = good.ToJsonString();
        return what switch
        {
            "nothing" => Json([]),
            "not JSON" => Json("hello"),
            "an array" => Json($"[{text}]"),
            "a string" => Json("\"message\""),
            "null" => Json("null"),
            "two documents" => Json(text + text),
            "a comment" => Json("/* */" + text),
            "a trailing comma" => Json(text[..^1] + ",}"),
            "a byte order mark" => Json([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)]),
            "invalid UTF-8" => Json(Replace(text, "help", [0xC3, 0x28])),
            "half a surrogate pair" => Json(text.Replace("\"name\":\"Ana Ortiz\"", "\"name\":\"\\ud800\"", StringComparison.Ordinal).Replace(People.TeamsTenantId, "\\ud800", StringComparison.Ordinal)),
            "10000 deep" => Json(text[..^1] + ",\"deep\":" + new string('[', 10_000) + new string(']', 10_000) + "}"),
            "65 deep" => Json(text[..^1] + ",\"deep\":" + new string('[', 65) + new string(']', 65) + "}"),
            "the same name twice" => Json(text[..^1] + ",\"type\":\"invoke\"}"),
            "the same name twice inside" => Json(text[..^1] + ",\"value\":{\"action\":1,\"action\":2}}"),
            "the same name in another case" => Json(text[..^1] + ",\"Type\":\"invoke\"}"),
            "the sender twice in another case" => Json(text[..^1] + $",\"From\":{{\"id\":\"{People.Ben.TeamsId}\",\"aadObjectId\":\"{People.Ben.AadObjectId}\"}}}}"),
            "no type" => Without(good, "type"),
            "a type that is no text" => With(good, "type", 7),
            "no id" => Without(good, "id"),
            "no conversation" => Without(good, "conversation"),
            "a conversation that is a text" => With(good, "conversation", "19:x"),
            "an id of 10000 characters" => With(good, "id", new string('9', 10_000)),
            "no sender" => Without(good, "from"),
            "no recipient" => Without(good, "recipient"),
            "no service" => Without(good, "serviceUrl"),
            "257 KB" => With(good, "text", new string('a', 257 * 1024)),
            "300 KB in pieces" => Pieces(With(good, "text", new string('a', 300 * 1024))),
            "10 MB" => With(good, "text", new string('a', 10 * 1024 * 1024)),
            "gzip" => Gzip(Encoding.UTF8.GetBytes(text)),
            "a gzip bomb" => Gzip(new byte[20 * 1024 * 1024]),
            "form" => new FormUrlEncodedContent([new("payload", text)]),
            "no type of content" => new ByteArrayContent(Encoding.UTF8.GetBytes(text)),
            "UTF-16" => new StringContent(text, Encoding.Unicode, "application/json"),
            "255 KB" => With(good, "text", new string('a', 254 * 1024)),
            "unknown fields" => With(good, "somethingNew", "x"),
            "no text" => Without(good, "text"),
            _ => throw new ArgumentOutOfRangeException(nameof(what), what, null),
        };
    }

    private static byte[] Mutated(byte[] good, Random random)
    {
        var body = good.ToList();
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            var at = random.Next(body.Count);
            switch (random.Next(5))
            {
                case 0:
                    body[at] = (byte)random.Next(256);
                    break;
                case 1:
                    body.RemoveRange(at, Math.Min(random.Next(1, 30), body.Count - at));
                    break;
                case 2:
                    body.InsertRange(at, Encoding.UTF8.GetBytes(Pieces()[random.Next(Pieces().Length)]));
                    break;
                case 3:
                    body.InsertRange(at, body.GetRange(random.Next(body.Count / 2), Math.Min(40, body.Count / 2)));
                    break;
                default:
                    body[at] = (byte)"{}[]\",:0"[random.Next(8)];
                    break;
            }

            if (body.Count == 0)
            {
                body.Add((byte)'{');
            }
        }

        return [.. body];
    }

    private static string[] Pieces() => ["null", "{}", "[]", "\"\"", "-1e999", "true", "\\u0000", "\\ud83d", "99999999999999999999", "\"$type\":\"System.IO.FileInfo\",", "\u202e", "<at>"];

    private static ByteArrayContent Json(string text) => Json(Encoding.UTF8.GetBytes(text));

    private static ByteArrayContent Json(byte[] body) => new(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") } };

    private static ByteArrayContent With(JsonObject activity, string name, JsonNode value)
    {
        activity[name] = value;
        return Json(activity.ToJsonString());
    }

    private static ByteArrayContent Without(JsonObject activity, string name)
    {
        activity.Remove(name);
        return Json(activity.ToJsonString());
    }

    private static byte[] Replace(string text, string what, byte[] with)
    {
        var at = text.IndexOf(what, StringComparison.Ordinal);
        return [.. Encoding.UTF8.GetBytes(text[..at]), .. with, .. Encoding.UTF8.GetBytes(text[(at + what.Length)..])];
    }

    private static StreamContent Pieces(ByteArrayContent whole) =>
        new(new Endless(whole.ReadAsStream())) { Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") } };

    private static ByteArrayContent Gzip(byte[] body)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(body);
        }

        var content = Json(packed.ToArray());
        content.Headers.ContentEncoding.Add("gzip");
        return content;
    }

    // A stream that does not say how long it is, so that it is sent in chunks.
    private sealed class Endless(Stream inner) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

        public override void Flush()
        {
            // Nothing is written.
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
