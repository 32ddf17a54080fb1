/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The table of what is measured, one line for each row. Both languages have a
 * function of that name, in the two files of a topic; it returns 0 or the
 * number of an error (in C++ a Result<void>), or the size.
 *
 * ROW(name, operations, description)
 *	What a call of name() costs, divided by the operations that it does.
 * SIZE(name, description)
 *	The number of bytes that name() returns.
 */
ROW(result_int_ok, 1, "Result<int> of a call, success")
ROW(result_int_err, 1, "Result<int> of a call, failure")
ROW(result_void_ok, 1, "Result<void> through three calls, success")
ROW(result_void_err, 1, "Result<void> through three calls, failure")
ROW(result_pointer_ok, 1, "Result<T*> against ERR_PTR, success")
ROW(result_pointer_err, 1, "Result<T*> against ERR_PTR, failure")
ROW(result_long_ok, 1, "Result<long> against an out parameter, success")
ROW(result_long_err, 1, "Result<long> against an out parameter, failure")
ROW(to_result_ok, 1, "to_result of a C function, success")
ROW(to_result_err, 1, "to_result of a C function, failure")
ROW(from_err_ptr_ok, 1, "from_err_ptr of a C function, success")
ROW(from_err_ptr_err, 1, "from_err_ptr of a C function, failure")
ROW(print_info, 1, "pr_info with three arguments")
ROW(print_debug, 1, "pr_debug, switched off")
ROW(param_int, 1, "read a parameter: int")
ROW(param_bool, 1, "read a parameter: bool")
ROW(param_string, 1, "read a parameter: string")
SIZE(param_size, "size of a parameter: int")
