using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.Options;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using Microsoft.SemanticKernel.Connectors.OpenAI;
using OpenAI;
using TeamsAgent.Actions;
using TeamsAgent.Planning.Transcripts;

namespace TeamsAgent.Planning.Model;

/// <summary>Asks the model, with the catalogue's functions on offer and automatic calling off.</summary>
internal sealed class ModelClient : IDisposable
{
    private const int Attempts = 3;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private readonly HttpClient _http;
    private readonly OpenAIChatCompletionService _chat;
    private readonly IReadOnlyList<KernelFunction> _functions;
    private readonly TimeProvider _clock;
    private readonly ILogger<ModelClient> _logger;

    public ModelClient(IOptions<PlanningOptions> options, ActionCatalogue catalogue, TimeProvider clock, ILogger<ModelClient> logger)
    {
        (_functions, _clock, _logger) = (OfferedFunctions.Of(catalogue.Functions), clock, logger);
        _http = new HttpClient(new ModelWire(options)
        {
            // A redirect would carry the prompt, and the key, to an address that nobody configured.
            InnerHandler = new SocketsHttpHandler
            {
                AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5), ConnectTimeout = TimeSpan.FromSeconds(10),
            },
        })
        {
            // The planner's own limit comes first; this one holds when its clock stands still.
            Timeout = TimeSpan.FromSeconds(options.Value.TimeoutSeconds + 5),
        };
        var client = new OpenAIClient(new ApiKeyCredential(options.Value.ApiKey is { Length: > 0 } key ? key : "none"), new OpenAIClientOptions
        {
            Endpoint = new Uri(options.Value.Endpoint),
            Transport = new HttpClientPipelineTransport(_http),
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
        });
        _chat = new OpenAIChatCompletionService(options.Value.Model, client);
    }

    /// <summary>Asks, and asks again a few times where that may help.</summary>
    /// <exception cref="OperationCanceledException">The time is over.</exception>
    public async Task<ModelAnswer> AskAsync(string prompt, Transcript transcript, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await OnceAsync(prompt, transcript, cancellationToken);
            }
            catch (ModelFaultException failed) when (failed.Fault.MayPass() && attempt < Attempts)
            {
                Log.AskingModelAgain(_logger, failed.Fault, failed.Message);
                await Task.Delay(Pause(failed, attempt), _clock, cancellationToken);
            }
            catch (ModelFaultException failed)
            {
                Log.ModelFailed(_logger, failed.Fault, failed.Message);
                return new ModelAnswer.Failed(failed.Fault);
            }
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<ModelAnswer> OnceAsync(string prompt, Transcript transcript, CancellationToken cancellationToken)
    {
        var settings = new OpenAIPromptExecutionSettings
        {
            FunctionChoiceBehavior = FunctionChoiceBehavior.Auto(_functions, autoInvoke: false),
        };
        var answers = await _chat.GetChatMessageContentsAsync(ChatHistories.Of(prompt, transcript), settings, new Kernel(), cancellationToken);
        var answer = (OpenAIChatMessageContent)answers[0];

        // Not the kernel's own reading of the calls: it turns every argument into text, and forgets doubled keys. Ids are ours: they tie results to
        // calls for the whole transcript, and some servers number anew in every answer, or not at all.
        var calls = answer.ToolCalls.Select((call, index) => new ToolCall($"c{transcript.Turns}_{index}", call.FunctionName, call.FunctionArguments.ToString())).ToList();
        return calls.Count > 0 ? new ModelAnswer.Calls(answer.Content, calls) : new ModelAnswer.Says(answer.Content ?? "");
    }

    private static TimeSpan Pause(ModelFaultException failed, int attempt)
    {
        var pause = failed.RetryAfter ?? TimeSpan.FromMilliseconds(250 * attempt);
        return pause < LongestPause ? pause : LongestPause;
    }
}
