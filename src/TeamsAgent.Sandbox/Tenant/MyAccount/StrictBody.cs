using System.Text.Json;

namespace TeamsAgent.Sandbox.Tenant;

/// <summary>Reads a JSON object whose members are all known (<c>additionalProperties: false</c>), collecting what is wrong.</summary>
internal sealed class StrictBody
{
    private readonly JsonElement _root;
    private readonly List<ValidationError> _errors = [];

    private StrictBody(JsonElement root, IReadOnlyCollection<string> known)
    {
        _root = root;
        if (root.ValueKind is not JsonValueKind.Object)
        {
            _errors.Add(new ValidationError("The body must be an object.", ""));
            return;
        }

        foreach (var member in root.EnumerateObject().Where(member => !known.Contains(member.Name)))
        {
            _errors.Add(new ValidationError($"Additional properties not allowed: {member.Name}", member.Name));
        }
    }

    public ValidationError[] Errors => [.. _errors];

    public static async Task<StrictBody?> ReadAsync(HttpRequest request, params string[] known)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(
                request.Body, new JsonDocumentOptions { MaxDepth = 8, AllowDuplicateProperties = false }, request.HttpContext.RequestAborted);
            return new StrictBody(document.RootElement.Clone(), known);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public string? Text(string name, int min, int max, bool required = false)
    {
        if (!TryGet(name, JsonValueKind.String, required, out var value))
        {
            return null;
        }

        var text = value.GetString()!;
        if (text.Length < min || text.Length > max)
        {
            _errors.Add(new ValidationError($"Must be {min} to {max} characters.", name));
        }

        return text;
    }

    public IReadOnlyList<string>? Texts(string name, int most, int max)
    {
        if (!TryGet(name, JsonValueKind.Array, required: false, out var value))
        {
            return null;
        }

        var items = value.EnumerateArray().ToArray();
        var texts = items.Where(item => item.ValueKind is JsonValueKind.String).Select(item => item.GetString()!).ToArray();
        if (items.Length is 0 || items.Length > most || texts.Length != items.Length || texts.Distinct().Count() != texts.Length || texts.Any(text => text.Length is 0 || text.Length > max))
        {
            _errors.Add(new ValidationError($"Must be 1 to {most} unique texts of at most {max} characters.", name));
        }

        return texts;
    }

    public bool? Flag(string name) => _root.ValueKind is JsonValueKind.Object && _root.TryGetProperty(name, out var value)
        ? value.ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null }
        : null;

    public void Object(string name, IReadOnlyCollection<string> known)
    {
        if (TryGet(name, JsonValueKind.Object, required: false, out var value))
        {
            _errors.AddRange(value.EnumerateObject().Where(member => !known.Contains(member.Name))
                .Select(member => new ValidationError($"Additional properties not allowed: {member.Name}", $"{name}/{member.Name}")));
        }
    }

    public void Refuse(string detail, string field) => _errors.Add(new ValidationError(detail, field));

    private bool TryGet(string name, JsonValueKind kind, bool required, out JsonElement value)
    {
        value = default;
        if (_root.ValueKind is not JsonValueKind.Object)
        {
            return false;
        }

        if (!_root.TryGetProperty(name, out value))
        {
            if (required)
            {
                _errors.Add(new ValidationError($"Missing required property: {name}", name));
            }

            return false;
        }

        if (value.ValueKind != kind)
        {
            _errors.Add(new ValidationError($"Expected {kind}.", name));
            return false;
        }

        return true;
    }
}
