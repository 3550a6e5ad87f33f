using System.Globalization;
using System.Security.Cryptography;

namespace TeamsAgent.Sandbox.Providers.Payments;

/// <summary>
/// The installation's own payments API. Idempotency-Key as in draft-ietf-httpapi-idempotency-key-header: the same key with the
/// same body gives the first answer again; with another body it is refused.
/// </summary>
internal sealed class PaymentEndpoints(ProviderStore store, TokenRegistry tokens, TimeProvider clock)
{
    public void Map(IEndpointRouteBuilder app)
    {
        var bearer = new BearerCheck(tokens, ProviderNames.Payments, PaymentProblems.Unauthenticated, PaymentProblems.Insufficient);
        var api = app.MapGroup("/payments").AddEndpointFilter(bearer.Needs("payments:transfer"));
        api.MapPost("/v1/transfers", Make);
        api.MapGet("/v1/transfers", Find);
        api.MapGet("/v1/transfers/{id}", Get);
        api.MapGet("/v1/account", (HttpContext _) => store.Read(data => new Answer(200, new { balance = Money(data.Balance), currency = "EUR" })));
        api.Map("/{**rest}", PaymentProblems.NotFound);
    }

    private Answer Make(HttpContext http)
    {
        var exchange = Exchange.Of(http);
        if (http.Request.ContentType?.Split(';')[0].Trim() != "application/json")
        {
            return PaymentProblems.NotJson();
        }

        var key = http.Request.Headers["Idempotency-Key"].ToString();
        if (key.Length is 0 or > 255 || !key.All(letter => letter is > ' ' and <= '~'))
        {
            return PaymentProblems.KeyMissing();
        }

        var (input, refusal) = TransferInput.Read(exchange.Body);
        return input is null ? refusal! : store.Change(data => Transact(data, exchange, key, input));
    }

    private Answer Transact(ProviderData data, Exchange exchange, string key, TransferInput input)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(exchange.Body));
        if (data.Transfers.Find(earlier => earlier.By == exchange.Owner && earlier.IdempotencyKey == key) is { } made)
        {
            return made.BodySha256 == hash ? Made(made).With("Idempotent-Replayed", "true") : PaymentProblems.KeyReused();
        }

        if (input.Currency == "EUR" && input.Amount > data.Balance)
        {
            return PaymentProblems.InsufficientFunds();
        }

        // Other currencies come from pockets that this sandbox does not count.
        data.Balance -= input.Currency == "EUR" ? input.Amount : 0;
        var transfer = new Transfer(
            $"tr_{data.NextId().ToString("x", CultureInfo.InvariantCulture)}", clock.GetUtcNow(), exchange.Owner,
            input.To, input.Amount, input.Currency, input.Reference, key, hash);
        data.Transfers.Add(transfer);
        data.Effects.Add(new(
            transfer.At, ProviderNames.Payments, "transfer_made", exchange.Owner,
            $"Transferred {Money(input.Amount)} {input.Currency} to {input.To}: {input.Reference}", transfer.Id, exchange.Call));
        return Made(transfer);
    }

    private Answer Find(HttpContext http)
    {
        var owner = Exchange.Of(http).Owner;
        var key = http.Request.Query["idempotency_key"].ToString();
        return store.Read(data => new Answer(200, new
        {
            data = data.Transfers
                .Where(transfer => transfer.By == owner && (key.Length == 0 || transfer.IdempotencyKey == key))
                .OrderByDescending(transfer => transfer.At)
                .Take(100)
                .Select(Json)
                .ToList(),
        }));
    }

    private Answer Get(HttpContext http, string id) => store.Read(data =>
        data.Transfers.Find(transfer => transfer.Id == id && transfer.By == Exchange.Of(http).Owner) is { } found
            ? new Answer(200, Json(found))
            : PaymentProblems.NotFound());

    private static Answer Made(Transfer transfer) =>
        new Answer(201, Json(transfer)).With("Location", $"/v1/transfers/{transfer.Id}");

    private static object Json(Transfer transfer) => new
    {
        id = transfer.Id,
        status = "completed",
        to = transfer.To,
        amount = Money(transfer.Amount),
        currency = transfer.Currency,
        reference = transfer.Reference,
        idempotency_key = transfer.IdempotencyKey,
        created_at = transfer.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
    };

    private static string Money(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture);
}
