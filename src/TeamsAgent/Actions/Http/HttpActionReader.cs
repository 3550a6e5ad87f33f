using System.Collections.Frozen;
using System.Text.Json;
using TeamsAgent.Actions.Arguments;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Text;
using TeamsAgent.Text.StrictYaml;

namespace TeamsAgent.Actions.Http;

/// <summary>Reads one entry of a pack's <c>actions</c>.</summary>
internal sealed class HttpActionReader(PackFacts pack, Problems problems)
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

    /// <summary>The risks as packs and policies write them.</summary>
    internal static readonly FrozenDictionary<string, Risk> Risks = new Dictionary<string, Risk>
    {
        ["low"] = Risk.Low, ["medium"] = Risk.Medium, ["high"] = Risk.High, ["critical"] = Risk.Critical,
    }.ToFrozenDictionary();

    /// <summary>The action, or null; what is wrong is noted.</summary>
    public HttpAction? Read(MapEntry entry)
    {
        if (!PackReader.PlainName().IsMatch(entry.Name))
        {
            problems.Add(entry.Key, $"“{entry.Name}” is no name for an action: small letters, digits and _");
        }

        if (entry.Value is not MapNode map)
        {
            problems.Add(entry.Value, $"“{entry.Name}” must be a map of keys and values");
            return null;
        }

        var reader = new MapReader(map, problems);
        var schema = reader.TryMap("parameters", out var parameters) ? new SchemaReader(problems).Read(parameters.Map) : null;
        var action = schema is null ? null : Read(entry.Name, reader, schema);
        if (action is not null)
        {
            reader.Done();
        }

        return action;
    }

    private HttpAction Read(string name, MapReader reader, ParameterSchema schema)
    {
        var byName = schema.Parameters.ToDictionary(parameter => parameter.Name);
        reader.TryMap("request", out var request);
        var method = request is null ? "GET" : Method(request);
        var (repeat, keyHeader) = Idempotence(reader, method);
        var scope = new TemplateScope(byName, problems);
        if (byName.ContainsKey(TemplateScope.Key))
        {
            problems.Add(reader.Map.Find("parameters")!, $"“{TemplateScope.Key}” is the name of the step's own key and of no parameter");
        }

        var title = reader.Text("title", 80);
        var scopes = Scopes(reader);
        var call = Call(request, scope, method, scopes, keyHeader);
        var probe = reader.TryOptionalMap("probe", out var probing) ? Probe(probing, scope, call, repeat) : null;
        RefuseNotYet(reader);
        return new HttpAction
        {
            Function = new ActionFunction($"{pack.Provider}.{name}", pack.Provider, Description(reader, title), schema.Json),
            Provider = pack.Title, Title = title, Risk = reader.OneOf("risk", Risks), Schema = schema,
            Summary = scope.Text(reader.Required("summary") ?? Nothing(reader), "summary", always: true, lists: true),
            Impact = scope.Text(reader.Required("impact") ?? Nothing(reader), "impact", always: true, lists: true),
            Scopes = scopes.Select(need => new ScopeNeed(need, pack.Scopes.GetValueOrDefault(need, ""))).ToList(),
            Decisive = Decisive(reader, byName), Call = call, Repeat = repeat,
            Probe = probe, Found = probing is null ? null : Found(probing), Result = Result(reader), Undo = reader.OptionalText("undo", 40),
        };
    }

    private static TextNode Nothing(MapReader reader) => new(reader.Map.Line, "", Plain: false);

    private string Description(MapReader reader, string title) => reader.OptionalText("description", 600) is { } more ? $"{title}. {more}" : $"{title}.";

    private string Method(MapReader request)
    {
        var method = request.Text("method", 10);
        if (!Methods.Contains(method) && request.Map.Find("method") is { } node)
        {
            problems.Add(node, $"“method” must be one of {string.Join(", ", Methods)}");
        }

        return method;
    }

    private (Repeat Repeat, string? KeyHeader) Idempotence(MapReader reader, string method)
    {
        if (reader.Optional("idempotent") is MapNode map)
        {
            var key = new MapReader(map, problems);
            var header = key.Text("header", 60);
            key.Done();
            if (method == "GET")
            {
                problems.Add(map, "a GET only reads and needs no idempotency key");
            }

            return (Repeat.WithKey, header);
        }

        var said = reader.OptionalBoolean("idempotent");
        if (method == "GET" && said == false)
        {
            problems.Add(reader.Map.Find("idempotent")!, "a GET only reads, so it is idempotent; an action that changes something by GET is not supported");
        }

        // Sent again as it is: the call itself is the key.
        return (method == "GET" ? Repeat.Safe : said == true ? Repeat.WithKey : Repeat.Never, null);
    }

    private IReadOnlyList<string> Scopes(MapReader reader)
    {
        var scopes = reader.Texts("scopes");
        foreach (var unknown in scopes.Where(scope => !pack.Scopes.ContainsKey(scope)))
        {
            problems.Add(reader.Map.Find("scopes")!, $"the scope “{unknown}” has no meaning in words above{Nearest.Question(unknown, pack.Scopes.Keys)}");
        }

        return scopes;
    }

    private CallTemplate Call(MapReader? request, TemplateScope scope, string method, IReadOnlyList<string> scopes, string? keyHeader)
    {
        var places = new CallReader(scope);
        var path = places.Path(request?.Required("path"));
        var query = places.Query(request?.Entries("query", required: false) ?? []);
        var own = request?.Entries("headers", required: false) ?? [];
        var shared = pack.Headers.Where(header => !own.Any(entry => string.Equals(entry.Name, header.Name, StringComparison.OrdinalIgnoreCase)));
        var headers = places.Headers([.. shared, .. own]).ToList();
        var body = request?.Optional("body");
        if (body is not null && method is "GET" or "DELETE")
        {
            problems.Add(body!, $"a {method} has no body");
        }

        if (keyHeader is not null)
        {
            if (headers.Exists(header => string.Equals(header.Name, keyHeader, StringComparison.OrdinalIgnoreCase)))
            {
                problems.Add(request?.Map.Line ?? 1, $"the header “{keyHeader}” carries the idempotency key and must not be set as well");
            }

            var line = request?.Map.Line ?? 1;
            headers.AddRange(places.Headers([new MapEntry(new TextNode(line, keyHeader, Plain: true), new TextNode(line, $"{{{TemplateScope.Key}}}", Plain: false))]));
        }

        if (body is not null)
        {
            headers.Add(new NamedTemplate("Content-Type", new Template([new Template.Part("application/json", IsName: false)])));
        }

        request?.Done();
        return new CallTemplate
        {
            Method = method, BaseUrl = pack.BaseUrl, Path = path, Query = query, Headers = headers,
            Body = body is null ? null : new BodyReader(scope).Read(body), Connection = pack.Connection, Scopes = scopes,
        };
    }

    private CallTemplate Probe(MapReader probe, TemplateScope scope, CallTemplate call, Repeat repeat)
    {
        if (repeat == Repeat.Safe)
        {
            problems.Add(probe.Map, "a GET needs no probe");
        }

        var places = new CallReader(scope);
        return call with
        {
            Method = "GET", Body = null, Path = places.Path(probe.Required("path")), Query = places.Query(probe.Entries("query", required: false)),
            Headers = call.Headers.Where(header => header.Name != "Content-Type" && !header.Value.Names.Contains(TemplateScope.Key)).ToList(),
        };
    }

    private string Found(MapReader probe)
    {
        var found = probe.Text("found");
        // RFC 6901 §3: segments that begin with /, ~ only as ~0 or ~1.
        if (found.Length > 0 && (found[0] != '/' || found.Replace("~0", "", StringComparison.Ordinal).Replace("~1", "", StringComparison.Ordinal).Contains('~')))
        {
            problems.Add(probe.Map.Find("found")!, "“found” must be a JSON Pointer such as /transfers/0");
        }

        probe.Done();
        return found;
    }

    private HashSet<string> Decisive(MapReader reader, Dictionary<string, Parameter> byName)
    {
        var names = byName.Count == 0 ? [] : reader.Texts("decisive");
        foreach (var unknown in names.Where(name => !byName.ContainsKey(name)))
        {
            problems.Add(reader.Map.Find("decisive")!, $"“decisive” names “{unknown}”, which is no parameter{Nearest.Question(unknown, byName.Keys)}");
        }

        return [.. names];
    }

    private string? Result(MapReader reader)
    {
        var result = reader.OptionalText("result");
        if (result is not null)
        {
            Template.Parse(result, reason => problems.Add(reader.Map.Find("result")!, reason));
        }

        return result;
    }

    private void RefuseNotYet(MapReader reader)
    {
        if (reader.Optional("pin") is { } pin)
        {
            problems.Add(pin, "“pin” is not supported yet; leave it out, or leave the action out if it is not safe without");
        }
    }
}
