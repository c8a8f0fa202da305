namespace Hinge.Flight.Export;

/// <summary>What is the same in the C source of every policy.</summary>
internal static class CPolicyText
{
    /// <summary>The header; names and sizes stand between @.</summary>
    public const string Header = """
        /* A trained policy: what a quadrotor does next. Written by Hinge.
           Trained for the drone '@DRONE@' at the task '@TASK@', one action every @STEP@ s. */
        #ifndef HINGE_POLICY_H
        #define HINGE_POLICY_H

        #define HINGE_POLICY_HISTORY @HISTORY@ /* past actions in an observation */
        #define HINGE_POLICY_INPUTS @INPUTS@
        #define HINGE_POLICY_OUTPUTS 4
        #define HINGE_POLICY_STEP @STEP@ /* s between actions in training */

        #ifdef __cplusplus
        extern "C" {
        #endif

        /* Actions in [-1, 1] of rotor 0..3, -1 the least command, 1 the greatest. Input: position relative to the
           target in m (3), rotation matrix body to world, row-major (9), velocity in m/s (3), all in the world's axes
           with z up, angular velocity in rad/s in the body's axes, x forward, y left, z up (3), then the past actions,
           four numbers each, oldest first. */
        void hinge_policy(const float observation[HINGE_POLICY_INPUTS], float action[HINGE_POLICY_OUTPUTS]);

        /* Writes an observation. The attitude is the unit quaternion (w, x, y, z), body to world; the history is
           4 * HINGE_POLICY_HISTORY numbers, oldest action first, zeros at the start. */
        void hinge_policy_observe(float observation[HINGE_POLICY_INPUTS], const float position[3],
            const float attitude[4], const float velocity[3], const float angular_velocity[3], const float *history);

        /* Drops the oldest action of a history and appends one; once every HINGE_POLICY_STEP. */
        void hinge_policy_remember(float *history, const float action[HINGE_POLICY_OUTPUTS]);

        /* 0 where the embedded test vector comes out right; do not arm otherwise. */
        int hinge_policy_test(void);

        #ifdef __cplusplus
        }
        #endif

        #endif

        """;

    /// <summary>The source; constants stand between @.</summary>
    public const string Source = """
        /* A trained policy: inputs-64-64-4, tanh approximated by x (27 + x^2) / (27 + 9 x^2) on [-3, 3]. Written by
           Hinge. Weights: blocks of four outputs; in a block, for each input the weights of the four outputs. */
        #include "@HEADER@"

        @WEIGHTS@static float hinge_tanh(float x)
        {
            float square;
            x = x < -3.0f ? -3.0f : x > 3.0f ? 3.0f : x;
            square = x * x;
            return x * (27.0f + square) / (27.0f + 9.0f * square);
        }

        static void hinge_layer(const float *weights, const float *bias, const float *input, int inputs, int outputs,
            float *output)
        {
            int i, j;
            for (j = 0; j < outputs; j += 4) {
                float a = bias[j], b = bias[j + 1], c = bias[j + 2], d = bias[j + 3];
                for (i = 0; i < inputs; i++) {
                    const float x = input[i];
                    a += weights[0] * x;
                    b += weights[1] * x;
                    c += weights[2] * x;
                    d += weights[3] * x;
                    weights += 4;
                }
                output[j] = hinge_tanh(a);
                output[j + 1] = hinge_tanh(b);
                output[j + 2] = hinge_tanh(c);
                output[j + 3] = hinge_tanh(d);
            }
        }

        void hinge_policy(const float observation[HINGE_POLICY_INPUTS], float action[HINGE_POLICY_OUTPUTS])
        {
            float first[64], second[64];
            hinge_layer(hinge_W1, hinge_b1, observation, HINGE_POLICY_INPUTS, 64, first);
            hinge_layer(hinge_W2, hinge_b2, first, 64, 64, second);
            hinge_layer(hinge_W3, hinge_b3, second, 64, 4, action);
        }

        void hinge_policy_observe(float observation[HINGE_POLICY_INPUTS], const float position[3],
            const float attitude[4], const float velocity[3], const float angular_velocity[3], const float *history)
        {
            const float w = attitude[0], x = attitude[1], y = attitude[2], z = attitude[3];
            int i;
            observation[3] = 1.0f - 2.0f * (y * y + z * z);
            observation[4] = 2.0f * (x * y - w * z);
            observation[5] = 2.0f * (x * z + w * y);
            observation[6] = 2.0f * (x * y + w * z);
            observation[7] = 1.0f - 2.0f * (x * x + z * z);
            observation[8] = 2.0f * (y * z - w * x);
            observation[9] = 2.0f * (x * z - w * y);
            observation[10] = 2.0f * (y * z + w * x);
            observation[11] = 1.0f - 2.0f * (x * x + y * y);
            for (i = 0; i < 3; i++) {
                observation[i] = position[i];
                observation[12 + i] = velocity[i];
                observation[15 + i] = angular_velocity[i];
            }
            for (i = 18; i < HINGE_POLICY_INPUTS; i++)
                observation[i] = history[i - 18];
        }

        void hinge_policy_remember(float *history, const float action[HINGE_POLICY_OUTPUTS])
        {
            const int count = 4 * HINGE_POLICY_HISTORY;
            int i;
            for (i = 4; i < count; i++)
                history[i - 4] = history[i];
            for (i = 0; i < 4 && i < count; i++)
                history[count - 4 + i] = action[i];
        }

        int hinge_policy_test(void)
        {
            float action[HINGE_POLICY_OUTPUTS];
            int i;
            hinge_policy(hinge_test_observation, action);
            for (i = 0; i < HINGE_POLICY_OUTPUTS; i++) {
                const float difference = action[i] - hinge_test_action[i];
                if (!(difference <= @TOLERANCE@ && difference >= -@TOLERANCE@))
                    return 1 + i;
            }
            return 0;
        }

        """;
}
