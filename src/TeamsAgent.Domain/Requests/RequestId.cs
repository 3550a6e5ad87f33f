namespace TeamsAgent.Domain.Requests;

/// <summary>An approval request's id: <c>r_</c> and 32 hexadecimal digits.</summary>
public readonly record struct RequestId
{
    private const string Prefix = "r_";

    private RequestId(string value) => Value = value;

    /// <summary>The printed form.</summary>
    public string Value { get; }

    /// <summary>Makes an id from a fresh random value.</summary>
    public static RequestId New(Guid random) => new(Prefix + random.ToString("N"));

    /// <summary>Reads the printed form.</summary>
    /// <exception cref="FormatException">The text is not a request id.</exception>
    public static RequestId Parse(string text) => TryParse(text, out var id)
        ? id
        : throw new FormatException("A request id is r_ and 32 hexadecimal digits.");

    /// <summary>Reads the printed form, if it is one.</summary>
    public static bool TryParse(string? text, out RequestId id)
    {
        var valid = Ids.IsId(text, Prefix);
        id = valid ? new RequestId(text!) : default;
        return valid;
    }

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";
}
